import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { edited, releaseOf } from './fixtures/deployed-release.ts';
import { scriptedDeployment } from './fixtures/scripted-deployment.ts';

const release = releaseOf('dev');
const longerLogs = edited(release, [
  'stacks/platform.yaml',
  'RetentionInDays: !Ref LogRetentionDays',
  'RetentionInDays: 400',
]);

const liveOf = (run: Awaited<ReturnType<typeof scriptedDeployment>>) =>
  run.stacks.stacks
    .filter(({ status }) => status !== 'DELETE_COMPLETE')
    .map(({ name, content }) => [name, content?.text]);

const textsOf = (of: typeof release) =>
  ['network', 'platform'].map((name) => [`shop-dev-${name}`, of.texts.get(`stacks/${name}.yaml`)]);

/** Applies with the connection cut from some mutating call on, then once more without. */
async function interruptAt(
  t: TestContext,
  from: typeof release | undefined,
  nth: number,
  cut: 'before' | 'after',
) {
  const run = await scriptedDeployment(t, release);
  if (from) await run.apply(from);
  run.scripted.faults.add({ mutating: true, nth }, { cut, stays: true });
  const to = from ? longerLogs : release;
  const wasCut = await run.apply(to).then(
    () => false,
    () => true,
  );
  run.scripted.faults.clear();
  await run.apply(to, { yes: true });
  assert.deepEqual(liveOf(run), textsOf(to));
  const before = run.mutations().length;
  await run.apply(to);
  assert.equal(run.mutations().length, before, 'a third apply has nothing to do');
  return wasCut;
}

for (const [what, from, calls] of [
  ['a first apply', undefined, 4],
  ['an update', release, 2],
] as const) {
  for (const cut of ['before', 'after'] as const) {
    test(`${what} that is killed ${cut} any mutating call is completed by the next`, async (t) => {
      for (let nth = 1; nth <= calls; nth += 1) {
        assert.equal(await interruptAt(t, from, nth, cut), true, `call ${nth}`);
      }
      assert.equal(await interruptAt(t, from, calls + 1, cut), false);
    });
  }
}

test('an answer that is lost once does no harm: the second attempt finds the effect of the first', async (t) => {
  const run = await scriptedDeployment(t, release);
  run.scripted.faults.add({ mutating: true, attempt: 1, times: 1_000 }, { cut: 'after' });
  assert.deepEqual(
    (await run.apply()).map(({ action }) => action),
    ['created', 'created'],
  );
  assert.equal((await run.apply(longerLogs))[1]?.action, 'updated');
  assert.equal(run.stacks.stacks.length, 2);
});

test('throttling on every call only takes longer', async (t) => {
  const run = await scriptedDeployment(t, release);
  run.scripted.faults.add(
    { attempt: 1, times: 1_000 },
    { error: { code: 'Throttling', message: 'Rate exceeded', status: 400 } },
  );
  assert.deepEqual(
    (await run.apply()).map(({ action }) => action),
    ['created', 'created'],
  );
});

test('credentials that expire midway end the apply, and the next one goes on', async (t) => {
  const run = await scriptedDeployment(t, release);
  run.scripted.faults.add(
    { operation: 'DescribeStackEvents', nth: 3, times: 1_000 },
    { error: { code: 'ExpiredToken', message: 'The security token is expired', status: 403 } },
  );
  await assert.rejects(run.apply(), { name: /ExpiredToken/ });
  run.scripted.faults.clear();
  await run.apply(release, { yes: true });
  assert.deepEqual(liveOf(run), textsOf(release));
});
