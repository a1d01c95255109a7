import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deleteStack } from './delete-stack.ts';
import { releaseOf } from './fixtures/deployed-release.ts';
import { scriptedDeployment } from './fixtures/scripted-deployment.ts';
import { type LiveStack, readLiveStacks } from './live-stack.ts';

const release = releaseOf('dev');
const options = { token: 'end', dropProtection: false };
const reversed = async (run: Awaited<ReturnType<typeof scriptedDeployment>>) =>
  (await readLiveStacks(run.deployment)).reverse();

test('stacks are deleted, and a second time there is none', async (t) => {
  const run = await scriptedDeployment(t, release);
  await run.apply();
  for (const live of await reversed(run)) {
    const { state, findings, kept } = await deleteStack(run.deployment, live, options);
    assert.deepEqual([state, findings], ['deleted', []]);
    // The templates keep the data of the platform.
    assert.equal(
      kept.some(({ type }) => type === 'AWS::S3::Bucket'),
      live.name === 'platform',
    );
  }
  assert.ok(run.stacks.stacks.every(({ status }) => status === 'DELETE_COMPLETE'));
  const before = run.mutations().length;
  for (const live of await reversed(run)) {
    assert.equal((await deleteStack(run.deployment, live, options)).state, 'absent');
  }
  assert.equal(run.mutations().length, before);
});

test('what blocks a deletion is named with its reason, and the next attempt goes on', async (t) => {
  const run = await scriptedDeployment(t, release);
  await run.apply();
  const failure = {
    stack: 'shop-dev-platform',
    logicalId: 'Cluster',
    on: 'DELETE',
    reason: 'The Cluster has services',
  } as const;
  run.stacks.failures.push(failure);
  const [platform] = await reversed(run);
  const { state, findings } = await deleteStack(run.deployment, platform as LiveStack, options);
  assert.equal(state, 'left');
  assert.deepEqual(
    findings.map(({ code }) => code),
    ['deploy/left'],
  );
  assert.match(
    findings[0]?.message ?? '',
    /Cluster \(AWS::ECS::Cluster, .*The Cluster has services/,
  );
  run.stacks.failures.length = 0;
  const [again] = await reversed(run);
  assert.equal(again?.status, 'DELETE_FAILED');
  const second = await deleteStack(run.deployment, again as LiveStack, {
    ...options,
    token: 'end-2',
  });
  assert.equal(second.state, 'deleted');
});

test('a protected stack stays unless its protection may be dropped', async (t) => {
  const run = await scriptedDeployment(t, release);
  await run.apply();
  for (const stack of run.stacks.stacks) stack.protection = true;
  const [platform] = await reversed(run);
  const before = run.mutations().length;
  const kept = await deleteStack(run.deployment, platform as LiveStack, options);
  assert.equal(kept.state, 'left');
  assert.match(kept.findings[0]?.message ?? '', /protected/);
  assert.equal(run.mutations().length, before);
  const gone = await deleteStack(run.deployment, platform as LiveStack, {
    ...options,
    dropProtection: true,
  });
  assert.equal(gone.state, 'deleted');
});

test('an update that is under way is waited for', async (t) => {
  const run = await scriptedDeployment(t, release);
  run.scripted.faults.add({ operation: 'ExecuteChangeSet', nth: 2 }, { cut: 'after', stays: true });
  await assert.rejects(run.apply());
  run.scripted.faults.clear();
  const [platform] = await reversed(run);
  assert.equal(platform?.status, 'CREATE_IN_PROGRESS');
  assert.equal(
    (await deleteStack(run.deployment, platform as LiveStack, options)).state,
    'deleted',
  );
});
