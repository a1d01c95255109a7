import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { makeBucket } from '../s3/state.ts';
import { group, startStacks, templateOf } from './test-support.ts';

const CREATE = { ChangeSetType: 'CREATE' } as const;
const bucket = (more: object = {}) => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName: 'data' },
  ...more,
});
const KEPT = { DeletionPolicy: 'Retain' };

test('a failed creation is undone, but what is to be kept stays and then stands in the way', async (t) => {
  const { scripted, apply, events } = await startStacks(t);
  const { failures } = scripted.state.cloudFormation;
  failures.push({ stack: 'app', logicalId: 'B', on: 'CREATE', reason: 'quota reached' });
  const template = templateOf({ Data: bucket(KEPT), A: group('a'), B: group('b'), C: group('c') });
  const stack = await apply(template, CREATE);
  assert.equal(stack?.StackStatus, 'ROLLBACK_COMPLETE');
  const told = await events();
  assert.ok(told.includes('B CREATE_FAILED quota reached'));
  assert.ok(told.includes('C CREATE_FAILED Resource creation cancelled'));
  assert.ok(told.includes('Data DELETE_SKIPPED'));
  assert.ok(scripted.state.s3.buckets.has('data'));
  assert.equal(scripted.state.ec2.securityGroups.size, 0);
  await assert.rejects(apply(template), /is in ROLLBACK_COMPLETE state and can not be updated/);

  failures.length = 0;
  const { stacks } = scripted.state.cloudFormation;
  stacks.length = 0;
  assert.equal((await apply(template, CREATE))?.StackStatus, 'ROLLBACK_COMPLETE');
  assert.ok((await events()).includes('Data CREATE_FAILED data already exists'));
});

test('a failed update goes back to what was, outputs too', async (t) => {
  const { scripted, apply, describe, events } = await startStacks(t);
  const output = (name: string) => ({ Id: { Value: { Ref: name } } });
  const first = await apply(templateOf({ A: group('a') }, output('A')), CREATE);
  scripted.state.cloudFormation.failures.push({
    stack: 'app',
    logicalId: 'C',
    on: 'CREATE',
    reason: 'no',
  });
  await apply(templateOf({ A: group('a'), B: group('b'), C: group('c') }, output('B')));
  const after = await describe();
  assert.equal(after?.StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
  assert.deepEqual(after?.Outputs, first?.Outputs);
  assert.equal(scripted.state.ec2.securityGroups.size, 1);
  assert.ok(
    (await events()).some((one) =>
      one.startsWith(
        'app UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [C]',
      ),
    ),
  );
});

test('a rollback that fails is continued', async (t) => {
  const { scripted, aws, cloudFormation, apply, describe } = await startStacks(t);
  const { failures } = scripted.state.cloudFormation;
  await apply(templateOf({ A: group('a', { Tags: [] }) }), CREATE);
  failures.push(
    { stack: 'app', logicalId: 'A', on: 'UPDATE', reason: 'no' },
    { stack: 'app', logicalId: 'A', on: 'ROLLBACK', reason: 'no way back' },
  );
  await apply(templateOf({ A: group('a') }));
  assert.equal((await describe())?.StackStatus, 'UPDATE_ROLLBACK_FAILED');
  const go = async (more = {}) => {
    await cloudFormation.send(new ContinueUpdateRollbackCommand({ StackName: 'app', ...more }));
    await aws.clock.sleep(60_000);
    return (await describe())?.StackStatus;
  };
  assert.equal(await go(), 'UPDATE_ROLLBACK_FAILED');
  assert.equal(await go({ ResourcesToSkip: ['A'] }), 'UPDATE_ROLLBACK_COMPLETE');
  await assert.rejects(go(), /can not continue rollback/);
});

test('a deletion waits for protection to go, goes on past failures and names them', async (t) => {
  const { scripted, aws, cloudFormation, apply, describe } = await startStacks(t);
  const template = templateOf({ Data: bucket(), A: group('a') });
  const made = await apply(template, CREATE);
  const StackName = 'app';
  const protect = (EnableTerminationProtection: boolean) =>
    cloudFormation.send(
      new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection }),
    );
  const remove = async (more = {}) => {
    await cloudFormation.send(new DeleteStackCommand({ StackName, ...more }));
    await aws.clock.sleep(60_000);
  };
  await protect(true);
  assert.equal((await describe())?.EnableTerminationProtection, true);
  await assert.rejects(remove(), /TerminationProtection is enabled/);
  await protect(false);
  const held = scripted.state.s3.buckets.get('data') ?? makeBucket();
  const version = { key: 'k', id: '1', body: Buffer.from(''), etag: '"e"', at: new Date(0) };
  held.versions.push({ ...version, isDeletion: false });
  await remove();
  const failed = await describe();
  assert.equal(failed?.StackStatus, 'DELETE_FAILED');
  assert.match(failed?.StackStatusReason ?? '', /failed to delete: \[Data\]/);
  assert.equal(scripted.state.ec2.securityGroups.size, 0);
  held.versions.length = 0;
  await remove();
  await assert.rejects(cloudFormation.send(new DescribeStacksCommand({ StackName })), {
    name: 'ValidationError',
    message: 'Stack with id app does not exist',
  });
  assert.equal((await describe(made?.StackId))?.StackStatus, 'DELETE_COMPLETE');
  await remove();
});

test('while an update runs, its template is shown', async (t) => {
  const { cloudFormation, apply, propose, execute, describe } = await startStacks(t);
  await apply(templateOf({ A: group('a') }), CREATE);
  const after = templateOf({ A: group('a'), B: group('b') });
  const { ChangeSetId } = await propose(after);
  const shown = async () =>
    (await cloudFormation.send(new GetTemplateCommand({ StackName: 'app' }))).TemplateBody;
  assert.equal(await shown(), templateOf({ A: group('a') }));
  await execute(ChangeSetId);
  assert.equal((await describe())?.StackStatus, 'UPDATE_IN_PROGRESS');
  assert.equal(await shown(), after);
});

test('a replacement has another id, and who refers to it gets that', async (t) => {
  const { apply } = await startStacks(t);
  const template = (text: string) =>
    templateOf({ A: group(text) }, { Id: { Value: { Ref: 'A' } } });
  const first = await apply(template('a'), CREATE);
  const second = await apply(template('b'));
  assert.equal(second?.StackStatus, 'UPDATE_COMPLETE');
  assert.notEqual(second?.Outputs?.[0]?.OutputValue, first?.Outputs?.[0]?.OutputValue);
});

test('what can’t be removed in the end is left behind, and the update is complete', async (t) => {
  const { scripted, apply, events } = await startStacks(t);
  await apply(templateOf({ A: group('a'), B: group('b') }), CREATE);
  const reason = 'resource sg-1 has a dependent object';
  scripted.state.cloudFormation.failures.push({
    stack: 'app',
    logicalId: 'B',
    on: 'DELETE',
    reason,
  });
  const stack = await apply(templateOf({ A: group('a') }));
  assert.equal(stack?.StackStatus, 'UPDATE_COMPLETE');
  assert.match(stack?.StackStatusReason ?? '', /failed to delete: \[B\]/);
  const told = await events();
  const cleaning = told.indexOf('app UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  assert.ok(cleaning > 0 && cleaning < told.indexOf(`B DELETE_FAILED ${reason}`));
});
