import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { listChanged } from './list-changed.ts';

test('files that differ from a commit, removed ones too; all where the commit is not to be had', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'changed-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', HOME: root };
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, env }).toString();
  const commit = (message: string) => {
    git('add', '--all');
    const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.com'];
    git(...who, 'commit', '--quiet', `--message=${message}`);
    return git('rev-parse', 'HEAD').trim();
  };
  git('init', '--quiet');
  for (const name of ['kept', 'changed', 'removed']) writeFileSync(join(root, name), `${name}\n`);
  const first = commit('First');
  writeFileSync(join(root, 'changed'), 'otherwise\n');
  rmSync(join(root, 'removed'));
  writeFileSync(join(root, 'a name "é"'), 'new\n');
  commit('Second');
  assert.deepEqual(listChanged(root, first), ['a name "é"', 'changed', 'removed']);
  assert.deepEqual(listChanged(root, git('rev-parse', 'HEAD').trim()), []);
  for (const unknown of ['0'.repeat(40), 'f'.repeat(40), '', '--output=x']) {
    assert.deepEqual(listChanged(root, unknown), ['a name "é"', 'changed', 'kept']);
  }
});
