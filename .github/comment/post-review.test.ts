import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { ROBOT, startGitHub } from '../../test/workflows/github-double.ts';
import { TOKEN } from '../../test/workflows/run-workflow.ts';
import { drawMarker } from './check-bodies.ts';
import { connectGitHub } from './github-api.ts';
import { postReview } from './post-review.ts';

const run = { id: 1, headSha: 'a'.repeat(40), headBranch: 'topic', headRepository: 'o/r' };
const place = { repository: 'o/r', runUrl: 'https://github.com/o/r/actions/runs/1' };
const LIST = /GET .*comments$/;
const CREATE = /POST .*comments$/;

/** A double with one pull request, and what posts parts with these texts to it. */
async function start(t: TestContext, token = TOKEN) {
  const double = await startGitHub(t);
  const head = { sha: run.headSha, repo: { full_name: 'o/r' } };
  double.pulls = [{ number: 7, head, from: 'o:topic' }];
  const waits: number[] = [];
  const waitS = async (seconds: number) => waits.push(seconds);
  const github = connectGitHub({ url: double.url, repository: 'o/r', token, waitS });
  const post = (...texts: string[]) => {
    const bodies = texts.map((text, at) => `${drawMarker(at + 1, texts.length)}\n${text}\n`);
    const claim = { number: 7, headSha: run.headSha };
    return postReview(github, run, { bodies, claim }, place);
  };
  const shown = () =>
    (double.comments.get(7) ?? []).map(({ id, body }) => `${id} ${body.split('\n')[1]}`);
  return { double, post, shown, waits };
}

test('parts are added, updated in place and removed, as runs have more or fewer', async (t) => {
  const { post, shown, double } = await start(t);
  const made = await post('a', 'b');
  assert.deepEqual(made, {
    isOk: true,
    message: 'Pull request 7: 2 created, 0 updated, 0 deleted.',
  });
  await post('c', 'd', 'e');
  assert.deepEqual(shown(), ['100 c', '101 d', '102 e']);
  await post('f');
  assert.deepEqual(shown(), ['100 f']);
  const before = double.calls.length;
  await post('f');
  assert.ok(double.calls.slice(before).every((call) => call.startsWith('GET ')));
});

test('our comment is found beyond the first page', async (t) => {
  const { post, double } = await start(t);
  const talk = (id: number) => ({ id, body: 'talk', user: { login: 'octocat', type: 'User' } });
  const ours = { id: 500, body: `${drawMarker(1, 1)}\nold\n`, user: ROBOT };
  const others = Array.from({ length: 250 }, (_, at) => talk(at));
  double.comments.set(7, [...others, ours]);
  assert.match((await post('new')).message, /0 created, 1 updated/);
  assert.equal(ours.body.split('\n')[1], 'new');
});

test('a limit and a fault of GitHub are waited for', async (t) => {
  const { post, shown, double, waits } = await start(t);
  double.faults.push(
    { call: LIST, answer: { status: 502 } },
    { call: CREATE, answer: { status: 403, headers: { 'retry-after': '3' } } },
  );
  assert.ok((await post('a')).isOk);
  assert.deepEqual(shown(), ['100 a']);
  assert.deepEqual(waits, [1, 3]);
});

test('a comment whose answer got lost is not made twice', async (t) => {
  const { post, shown, double } = await start(t);
  double.faults.push({ call: CREATE, answer: { status: 502 }, isDone: true });
  assert.ok((await post('a')).isOk);
  assert.deepEqual(shown(), ['100 a']);
});

test('a comment that somebody removed meanwhile is made anew', async (t) => {
  const { post, shown, double } = await start(t);
  await post('a');
  const [there] = double.comments.get(7) ?? [];
  double.faults.push({ call: /PATCH/, answer: { status: 404 } });
  // It is listed once more, and then gone.
  double.faults.push({ call: LIST, answer: { status: 200, body: [there] } });
  double.comments.set(7, []);
  await post('b');
  assert.deepEqual(shown(), ['100 b']);
});

test('what GitHub goes on refusing is told in its words', async (t) => {
  const { post, double } = await start(t);
  const message = 'Unable to create comment because issue is locked.\n::error::x';
  double.faults.push({ call: CREATE, answer: { status: 403, body: { message } } });
  await assert.rejects(post('a'), (error: Error) => {
    assert.match(error.message, /^POST \/repos\/o\/r\/issues\/7\/comments: 403: Unable to create/);
    assert.doesNotMatch(error.message, /\n/);
    return true;
  });
});

test('a token that is not known fails without a wait', async (t) => {
  const { post, waits } = await start(t, 'wrong');
  await assert.rejects(post('a'), /: 401: /);
  assert.deepEqual(waits, []);
});
