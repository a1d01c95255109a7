import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  GetTemplateCommand,
  ListChangeSetsCommand,
} from '@aws-sdk/client-cloudformation';
import { group, startStacks, templateOf } from './test-support.ts';

const CREATE = { ChangeSetType: 'CREATE' } as const;

test('a change set of type CREATE leaves a stack under review, which has no template', async (t) => {
  const { propose, describe, cloudFormation } = await startStacks(t);
  const said = await propose(templateOf({ A: group('a') }), CREATE);
  assert.equal(said.Status, 'CREATE_COMPLETE');
  assert.equal(said.ExecutionStatus, 'AVAILABLE');
  assert.deepEqual(
    said.Changes?.map(({ ResourceChange: one }) => [one?.Action, one?.LogicalResourceId]),
    [['Add', 'A']],
  );
  assert.equal((await describe())?.StackStatus, 'REVIEW_IN_PROGRESS');
  const { TemplateBody } = await cloudFormation.send(new GetTemplateCommand({ StackName: 'app' }));
  assert.equal(TemplateBody ?? '', '');
});

test('an update tells what is replaced, also because of what it refers to', async (t) => {
  const { apply, propose } = await startStacks(t);
  const template = (description: string) =>
    templateOf({
      Rule: {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: { GroupId: { 'Fn::GetAtt': ['A', 'GroupId'] }, IpProtocol: 'tcp' },
      },
      A: group(description),
      B: group('b'),
    });
  await apply(template('a'), CREATE);
  const said = await propose(template('another'));
  assert.deepEqual(
    said.Changes?.map(({ ResourceChange: one }) => [one?.LogicalResourceId, one?.Replacement]),
    [
      ['A', 'True'],
      ['Rule', 'True'],
    ],
  );
});

test('nothing to change is a change set that failed', async (t) => {
  const { apply, propose, execute } = await startStacks(t);
  const template = templateOf({ A: group('a') });
  await apply(template, CREATE);
  const said = await propose(template);
  assert.equal(said.Status, 'FAILED');
  assert.match(said.StatusReason ?? '', /^The submitted information didn't contain changes/);
  await assert.rejects(execute(said.ChangeSetId), { name: 'InvalidChangeSetStatusException' });
});

test('changed tags change every resource, and a changed output none', async (t) => {
  const { apply, propose } = await startStacks(t);
  const resources = { A: group('a'), B: group('b') };
  await apply(templateOf(resources), CREATE);
  const tagged = await propose(templateOf(resources), { Tags: [{ Key: 'k', Value: 'v' }] });
  assert.deepEqual(
    tagged.Changes?.map(({ ResourceChange: one }) => one?.Scope),
    [['Tags'], ['Tags']],
  );
  const told = await propose(templateOf(resources, { Id: { Value: { Ref: 'A' } } }));
  assert.equal(told.Status, 'CREATE_COMPLETE');
  assert.deepEqual(told.Changes ?? [], []);
});

test('a policy alone is a change, an order alone is none', async (t) => {
  const { apply, propose } = await startStacks(t);
  const template = (more: object) => templateOf({ A: group('a'), B: { ...group('b'), ...more } });
  await apply(template({}), CREATE);
  const kept = await propose(template({ DeletionPolicy: 'Retain' }));
  assert.deepEqual(
    kept.Changes?.map(({ ResourceChange: one }) => [one?.LogicalResourceId, one?.Scope]),
    [['B', ['DeletionPolicy']]],
  );
  assert.equal((await propose(template({ DependsOn: 'A' }))).Status, 'FAILED');
});

test('changes come in pages', async (t) => {
  const { propose, cloudFormation } = await startStacks(t);
  const names = Array.from({ length: 25 }, (_one, index) => `R${index}`);
  const template = templateOf(Object.fromEntries(names.map((name) => [name, group(name)])));
  const first = await propose(template, CREATE);
  const next = { ChangeSetName: first.ChangeSetId, NextToken: first.NextToken };
  const second = await cloudFormation.send(new DescribeChangeSetCommand(next));
  assert.deepEqual([first.Changes?.length, second.Changes?.length], [20, 5]);
  assert.equal(second.NextToken, undefined);
});

test('the same change set again is the same call, another of its name is refused', async (t) => {
  const { propose, execute, apply, aws } = await startStacks(t);
  const named = { ...CREATE, ChangeSetName: 'mine' };
  const first = await propose(templateOf({ A: group('a') }), named);
  const again = await propose(templateOf({ A: group('a') }), named);
  assert.equal(again.ChangeSetId, first.ChangeSetId);
  await assert.rejects(propose(templateOf({ A: group('b') }), named), {
    name: 'AlreadyExistsException',
    message: /mismatch with existing attribute Template/,
  });
  await execute(first.ChangeSetId, 'token');
  await execute(first.ChangeSetId, 'token');
  await assert.rejects(execute(first.ChangeSetId, 'other'), /EXECUTE_IN_PROGRESS/);
  await aws.clock.sleep(60_000);
  await assert.rejects(execute(first.ChangeSetId, 'other'), /EXECUTE_COMPLETE/);
  const freed = await apply(templateOf({ A: group('b') }), { ChangeSetName: 'mine' });
  assert.equal(freed?.StackStatus, 'UPDATE_COMPLETE');
});

test('a change set can be told to fail, be listed and be deleted', async (t) => {
  const { scripted, propose, cloudFormation } = await startStacks(t);
  scripted.state.cloudFormation.failingChangeSets.set('app', 'Transform failed');
  const said = await propose(templateOf({ A: group('a') }), CREATE);
  assert.deepEqual([said.Status, said.StatusReason], ['FAILED', 'Transform failed']);
  const list = () => cloudFormation.send(new ListChangeSetsCommand({ StackName: 'app' }));
  assert.equal((await list()).Summaries?.length, 1);
  const named = { StackName: 'app', ChangeSetName: said.ChangeSetName };
  await cloudFormation.send(new DeleteChangeSetCommand(named));
  assert.deepEqual((await list()).Summaries ?? [], []);
  await assert.rejects(cloudFormation.send(new DescribeChangeSetCommand(named)), {
    name: 'ChangeSetNotFoundException',
  });
});

test('parameters, capabilities and states that AWS refuses are refused', async (t) => {
  const { propose, apply } = await startStacks(t);
  const role = (Properties: object) => ({ Type: 'AWS::IAM::Role', Properties });
  const withParameter = JSON.stringify({
    Parameters: { P: { Type: 'String' } },
    Resources: { A: group('a') },
  });
  const update = { ChangeSetType: 'UPDATE' } as const;
  const template = templateOf({ A: group('a') });
  await assert.rejects(propose(template, update), /Stack \[app\] does not exist/);
  await assert.rejects(propose(withParameter, CREATE), /Parameters: \[P\] must have values/);
  await assert.rejects(
    propose(template, { ...CREATE, Parameters: [{ ParameterKey: 'X', ParameterValue: '1' }] }),
    /Parameters: \[X\] do not exist in the template/,
  );
  await assert.rejects(
    propose(templateOf({ R: role({ RoleName: 'fixed' }) }), {
      ...CREATE,
      Capabilities: ['CAPABILITY_IAM'],
    }),
    { name: 'InsufficientCapabilitiesException', message: /CAPABILITY_NAMED_IAM/ },
  );
  await assert.rejects(propose(' '.repeat(51_201), CREATE), /less than or equal to 51200/);
  await apply(template, CREATE);
  await assert.rejects(propose(template, CREATE), /already exists and cannot be created again/);
});
