import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPullRequest } from './find-pull-request.ts';

const sha = 'a'.repeat(40);
const run = { id: 1, headSha: sha, headBranch: 'topic', headRepository: 'someone/fork' };
const open = (number: number, headSha = sha, repository: string | null = 'someone/fork') => ({
  number,
  head: { sha: headSha, repo: repository === null ? null : { full_name: repository } },
});
const problem = 'it names a pull request that it is not of';

test('a true claim is followed', () => {
  assert.deepEqual(findPullRequest(run, [open(7)], { number: 7, headSha: sha }), { number: 7 });
});

test('of two pull requests of one commit the claim says which', () => {
  const claim = { number: 8, headSha: sha };
  assert.deepEqual(findPullRequest(run, [open(7), open(8)], claim), { number: 8 });
});

test('a claim of another number or commit is told, and reaches nobody else', () => {
  for (const claim of [
    { number: 9, headSha: sha },
    { number: 7, headSha: 'b'.repeat(40) },
  ]) {
    assert.deepEqual(findPullRequest(run, [open(7), open(9, 'b'.repeat(40))], claim), {
      number: 7,
      problem,
    });
  }
});

test('a pull request that has moved on, or lies elsewhere, is not of the run', () => {
  const others = [open(7, 'b'.repeat(40)), open(8, sha, 'someone/else'), open(9, sha, null)];
  assert.deepEqual(findPullRequest(run, others, { number: 7, headSha: sha }), {});
});

test('without a claim the only pull request is meant, and of two neither', () => {
  assert.deepEqual(findPullRequest(run, [open(7)], undefined), { number: 7 });
  assert.deepEqual(findPullRequest(run, [open(7), open(8)], undefined), {});
});
