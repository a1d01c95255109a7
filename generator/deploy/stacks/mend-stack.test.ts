import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edited, releaseOf } from './fixtures/deployed-release.ts';
import { failingWith, scriptedDeployment } from './fixtures/scripted-deployment.ts';

const release = releaseOf('dev');
const longerLogs = edited(release, [
  'stacks/platform.yaml',
  'RetentionInDays: !Ref LogRetentionDays',
  'RetentionInDays: 400',
]);
const groupOf = (
  id = release.wiring.stacks[1]?.resources.find(({ type }) => type === 'AWS::Logs::LogGroup')?.id,
) => id ?? '';

test('a failed rollback is continued on request, and the change made after it', async (t) => {
  const { apply, stacks, mutations } = await scriptedDeployment(t, release);
  await apply();
  for (const on of ['UPDATE', 'ROLLBACK'] as const) {
    stacks.failures.push({
      stack: 'shop-dev-platform',
      logicalId: groupOf(),
      on,
      reason: `${on} went wrong`,
    });
  }
  await assert.rejects(
    apply(longerLogs),
    failingWith(
      'deploy/stack-failed',
      /UPDATE went wrong.*left in UPDATE_ROLLBACK_FAILED/,
      /--yes/,
    ),
  );
  await assert.rejects(
    apply(longerLogs),
    failingWith(
      'deploy/stack-state',
      /UPDATE_ROLLBACK_FAILED/,
      /aws cloudformation continue-update-rollback --stack-name shop-dev-platform --region us-west-2/,
    ),
  );
  await assert.rejects(
    apply(longerLogs, { yes: true }),
    failingWith('deploy/stack-state', /ROLLBACK went wrong/, /--resources-to-skip/),
  );
  stacks.failures.length = 0;
  const before = mutations().length;
  const [, platform] = await apply(longerLogs, { yes: true });
  assert.equal(platform?.action, 'updated');
  assert.deepEqual(mutations().slice(before), [
    'ContinueUpdateRollback',
    'CreateChangeSet',
    'ExecuteChangeSet',
  ]);
});

test('a stack at which another run is at work is explained, and waited for on request', async (t) => {
  const { apply, stacks, scripted } = await scriptedDeployment(t, release);
  await apply();
  scripted.faults.add({ operation: 'ExecuteChangeSet' }, { cut: 'after', stays: true });
  await assert.rejects(apply(longerLogs));
  scripted.faults.clear();
  assert.equal(stacks.stacks[1]?.status, 'UPDATE_IN_PROGRESS');
  await assert.rejects(
    apply(longerLogs),
    failingWith('deploy/stack-state', /UPDATE_IN_PROGRESS/, /--yes/),
  );
  const [, platform] = await apply(longerLogs, { yes: true });
  assert.equal(platform?.action, 'unchanged');
  assert.equal(stacks.stacks[1]?.status, 'UPDATE_COMPLETE');
});

test('a stack of which only a change set was made is explained, and gone on with on request', async (t) => {
  const { apply, stacks, scripted } = await scriptedDeployment(t, release);
  scripted.faults.add({ operation: 'CreateChangeSet' }, { cut: 'after', stays: true });
  await assert.rejects(apply());
  scripted.faults.clear();
  await assert.rejects(apply(), failingWith('deploy/stack-state', /REVIEW_IN_PROGRESS/, /--yes/));
  const applied = await apply(release, { yes: true });
  assert.deepEqual(
    applied.map(({ action, saved }) => [action, saved?.template]),
    [
      ['created', undefined],
      ['created', undefined],
    ],
  );
  assert.equal(stacks.stacks.length, 2);
});

test('a stack that only a person can mend stays as it is, whatever is confirmed', async (t) => {
  const { apply, stacks, mutations } = await scriptedDeployment(t, release);
  await apply();
  const [network] = stacks.stacks;
  if (network) network.status = 'DELETE_FAILED';
  const before = mutations().length;
  await assert.rejects(
    apply(longerLogs, { yes: true }),
    failingWith(
      'deploy/stack-state',
      /DELETE_FAILED/,
      /when that is done: `aws cloudformation delete-stack/,
    ),
  );
  assert.equal(mutations().length, before);
});
