import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResourceChange } from '@aws-sdk/client-cloudformation';
import type { Impact } from '../../diff/stacks/compare-resources.ts';
import { dataAtRisk, dataRefused, findDataLost, isAllowed } from './data-changes.ts';

const ours = (logicalId: string, impact: Impact, isData = true) => ({
  logicalId,
  type: isData ? 'AWS::S3::Bucket' : 'AWS::IAM::Role',
  impact,
  properties: [],
  isData,
  isRetained: false,
});

const theirs = (
  LogicalResourceId: string,
  change: Partial<ResourceChange>,
  ResourceType = 'AWS::S3::Bucket',
): ResourceChange => ({ LogicalResourceId, ResourceType, Action: 'Modify', ...change });

test('data is at risk when either side says that it goes', () => {
  assert.deepEqual(dataAtRisk([ours('A', 'removed'), ours('B', 'replaced')], []), ['A', 'B']);
  assert.deepEqual(
    dataAtRisk(
      [],
      [
        theirs('D', { Replacement: 'True' }),
        theirs('C', { Action: 'Remove' }),
        theirs('E', { Replacement: 'Conditional' }),
      ],
    ),
    ['C', 'D', 'E'],
  );
  assert.deepEqual(dataAtRisk([ours('A', 'removed')], [theirs('A', { Action: 'Remove' })]), ['A']);
});

test('what leaves the stack and is retained is not lost; what is replaced is, though it is retained', () => {
  const retained = (id: string, impact: Impact) => ({ ...ours(id, impact), isRetained: true });
  const changes = [retained('A', 'removed'), retained('B', 'replaced')];
  const said = [theirs('A', { Action: 'Remove' }), theirs('B', { Replacement: 'True' })];
  assert.deepEqual(dataAtRisk(changes, said), ['B']);
  const steps = [{ stack: 'platform', stackName: 'shop-dev-platform', changes }];
  assert.match(findDataLost(steps, [])[0]?.message ?? '', /data: B\. /);
  assert.deepEqual(findDataLost(steps, ['platform.B']), []);
});

test('what holds no data may go', () => {
  const role = theirs('R', { Action: 'Remove' }, 'AWS::IAM::Role');
  assert.deepEqual(dataAtRisk([ours('R', 'removed', false)], [role]), []);
});

test('where we can’t tell, only CloudFormation’s word settles it', () => {
  const mayBe = [ours('A', 'may-be-replaced')];
  assert.deepEqual(dataAtRisk(mayBe, [theirs('A', { Replacement: 'False' })]), []);
  assert.deepEqual(dataAtRisk(mayBe, [theirs('A', {})]), ['A']);
  assert.deepEqual(dataAtRisk(mayBe, []), ['A']);
});

test('data that is made or changed in place is not at risk', () => {
  assert.deepEqual(
    dataAtRisk(
      [ours('A', 'added'), ours('B', 'updated')],
      [theirs('A', { Action: 'Add' }), theirs('B', { Replacement: 'False' })],
    ),
    [],
  );
});

test('it is allowed by its logical id, with or without the stack', () => {
  assert.ok(isAllowed(['Bucket'], 'platform', 'Bucket'));
  assert.ok(isAllowed(['platform.Bucket'], 'platform', 'Bucket'));
  assert.ok(!isAllowed(['network.Bucket', 'Buck'], 'platform', 'Bucket'));
});

test('a refusal names each and the option that allows it', () => {
  const { diagnostics, exitCode } = dataRefused('shop-dev-platform', ['A', 'B']);
  assert.equal(exitCode, 1);
  assert.equal(diagnostics[0]?.code, 'deploy/replace');
  assert.match(diagnostics[0]?.hint ?? '', /--allow-replace A --allow-replace B/);
});
