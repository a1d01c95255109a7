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
const platform = 'shop-dev-platform';

test('CloudFormation works as the execution role, with no more than the capabilities of the manifest', async (t) => {
  const role = 'arn:aws:iam::111111111111:role/shop-dev-execution';
  const manifest = JSON.parse(release.texts.get('manifest.json') ?? '');
  const roles = { deploy: 'd', execution: role, read: 'r' };
  const text = JSON.stringify({ ...manifest, roles });
  const withRoles = edited(release, [
    'manifest.json',
    release.texts.get('manifest.json') ?? '',
    text,
  ]);
  const { apply, scripted } = await scriptedDeployment(t, withRoles);
  await apply(withRoles);
  const made = scripted.log.filter(({ operation }) => operation === 'CreateChangeSet');
  assert.equal(made.length, 2);
  for (const { input } of made) {
    const { RoleARN, Capabilities, OnStackFailure } = input as Record<string, unknown>;
    assert.deepEqual(
      [RoleARN, Capabilities, OnStackFailure],
      [role, ['CAPABILITY_IAM'], undefined],
    );
  }
});

test('every call that begins something carries a token of its own', async (t) => {
  const { apply, scripted } = await scriptedDeployment(t, release);
  await apply();
  const tokens = scripted.log
    .filter(({ mutates }) => mutates)
    .map(({ input }) => input as { ClientToken?: string; ClientRequestToken?: string })
    .map(({ ClientToken, ClientRequestToken }) => ClientToken ?? ClientRequestToken ?? '');
  assert.equal(tokens.length, 4);
  for (const token of tokens) assert.match(token, /^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/);
  assert.notEqual(tokens[0], tokens[2]);
});

test('all changes of a set are told, also those on its later pages', async (t) => {
  const { apply, told } = await scriptedDeployment(t, release);
  await apply();
  for (const { name, resources } of release.wiring.stacks) {
    const lines = told.filter(
      ({ parent, text }) => parent === `stack ${name}` && text.endsWith('will be made'),
    );
    assert.equal(lines.length, resources.length);
    assert.ok(resources.length > 20);
  }
});

test('a change set that a killed run left failed is made anew under the same name', async (t) => {
  const { apply, scripted, stacks, mutations } = await scriptedDeployment(t, release);
  await apply();
  stacks.failingChangeSets.set(platform, 'A limit that is lifted meanwhile');
  scripted.faults.add({ operation: 'DescribeChangeSet', nth: 2 }, { cut: 'before', stays: true });
  await assert.rejects(apply(longerLogs));
  scripted.faults.clear();
  scripted.clock.advance(60_000);
  assert.equal(stacks.stacks[1]?.changeSets.at(-1)?.status, 'FAILED');
  const before = mutations().length;
  assert.equal((await apply(longerLogs))[1]?.action, 'updated');
  assert.deepEqual(mutations().slice(before), [
    'DeleteChangeSet',
    'CreateChangeSet',
    'ExecuteChangeSet',
  ]);
});

test('a change set that a killed run left ready is executed and not made again', async (t) => {
  const { apply, scripted, mutations } = await scriptedDeployment(t, release);
  await apply();
  scripted.faults.add({ operation: 'ExecuteChangeSet' }, { cut: 'before', stays: true });
  await assert.rejects(apply(longerLogs));
  scripted.faults.clear();
  const before = mutations().length;
  assert.equal((await apply(longerLogs))[1]?.action, 'updated');
  assert.deepEqual(mutations().slice(before), ['ExecuteChangeSet']);
});

test('an execution whose answer is lost is followed although the second attempt is refused', async (t) => {
  const { apply, scripted } = await scriptedDeployment(t, release);
  await apply();
  const operation = 'ExecuteChangeSet';
  scripted.faults.add({ operation, attempt: 1 }, { cut: 'after' });
  const error = { code: 'InvalidChangeSetStatus', message: 'it was executed', status: 400 };
  scripted.faults.add({ operation, attempt: 2 }, { error });
  assert.equal((await apply(longerLogs))[1]?.action, 'updated');
});

test('a state from before the execution that is shown for a moment still is not taken for its end', async (t) => {
  const { apply, scripted, stacks } = await scriptedDeployment(t, release);
  await apply();
  const [, stack] = stacks.stacks;
  const isExecuted = () => stack?.status === 'UPDATE_IN_PROGRESS';
  const hook = () => {
    if (!stack) return;
    stack.status = 'UPDATE_COMPLETE';
    scripted.clock.after(1, () => {
      stack.status = 'UPDATE_IN_PROGRESS';
    });
  };
  scripted.faults.add({ operation: 'DescribeStacks', when: isExecuted }, { hook });
  const [, platformStack] = await apply(longerLogs);
  assert.equal(platformStack?.action, 'updated');
  const own = stack?.events.filter(({ physicalId }) => physicalId === stack.id).at(-1);
  assert.equal(own?.status, 'UPDATE_COMPLETE');
});

test('an execution that is refused and did not begin is no success', async (t) => {
  const { apply, scripted } = await scriptedDeployment(t, release);
  await apply();
  const error = { code: 'InvalidChangeSetStatus', message: 'it is obsolete', status: 400 };
  scripted.faults.add({ operation: 'ExecuteChangeSet' }, { error });
  await assert.rejects(apply(longerLogs), { message: 'it is obsolete' });
});

test('a template that CloudFormation refuses at once is told with its reason', async (t) => {
  const { apply, scripted, stacks } = await scriptedDeployment(t, release);
  const error = { code: 'ValidationError', message: 'Template format error', status: 400 };
  scripted.faults.add({ operation: 'CreateChangeSet' }, { error });
  await assert.rejects(
    apply(),
    failingWith('deploy/change-set', /shop-dev-network: Template format error/),
  );
  assert.deepEqual(stacks.stacks, []);
});

test('who may not call is not told that the template is wrong', async (t) => {
  const { apply, scripted } = await scriptedDeployment(t, release);
  const error = { code: 'AccessDenied', message: 'not authorized', status: 403 };
  scripted.faults.add({ operation: 'CreateChangeSet' }, { error });
  await assert.rejects(apply(), { name: /AccessDenied/ });
});

test('CloudFormation that does not get done is waited for only so long', async (t) => {
  const { apply, stacks, aws } = await scriptedDeployment(t, release);
  await apply();
  const [network] = stacks.stacks;
  if (network) network.status = 'UPDATE_IN_PROGRESS';
  const began = aws.clock.now();
  await assert.rejects(
    apply(release, { yes: true }),
    failingWith('deploy/stack-state', /still at work.*60 minutes/, /describe-stack-events/),
  );
  assert.ok(aws.clock.now() - began >= 60 * 60_000);
});
