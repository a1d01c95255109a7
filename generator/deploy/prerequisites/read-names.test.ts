import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StackStatus } from '@aws-sdk/client-cloudformation';
import {
  absent,
  deployed,
  edited,
  having,
  releaseOf,
} from '../stacks/fixtures/deployed-release.ts';
import { planStacks } from '../stacks/plan-stacks.ts';
import { readNames } from './read-names.ts';

const release = releaseOf('prod');
const live = deployed(release);
const { network, platform } = Object.fromEntries(
  release.wiring.stacks.map(({ name, resources }) => [
    name,
    resources
      .filter(({ type }) => type === 'AWS::Logs::LogGroup' || type === 'AWS::S3::Bucket')
      .map(({ properties: { BucketName, LogGroupName } }) => BucketName ?? LogGroupName)
      .sort(),
  ]),
);

const namesWith = (stacks: typeof live, of = release) =>
  readNames(of, planStacks(of, stacks))
    .map(({ name }) => name)
    .sort();

test('an empty account needs every log group’s and bucket’s name', () => {
  assert.ok(network?.length && platform?.length);
  assert.deepEqual(namesWith(live.map(absent)), [...network, ...platform].sort());
});

test('stacks that stand need no names', () => {
  assert.deepEqual(namesWith(live), []);
});

/** States of a stack that was begun, and whether its names must be free for it to be made. */
const STATES: readonly (readonly [StackStatus, boolean])[] = [
  ['REVIEW_IN_PROGRESS', true],
  ['ROLLBACK_COMPLETE', true],
  ['CREATE_IN_PROGRESS', false],
  ['ROLLBACK_IN_PROGRESS', false],
  ['UPDATE_IN_PROGRESS', false],
  ['UPDATE_ROLLBACK_FAILED', false],
  ['DELETE_FAILED', false],
];

for (const [status, areNeeded] of STATES) {
  test(`a stack in ${status} ${areNeeded ? 'needs its names' : 'may hold its names itself'}`, () => {
    const [before] = live.map(absent);
    const begun = having(live, 'network', { ...before, status, template: '{}' });
    assert.deepEqual(namesWith(begun), areNeeded ? network : []);
  });
}

test('of a stack that changes, only names of what comes into it are needed', () => {
  const without = edited(release, ['stacks/platform.yaml', '  AgentLogs:\n', '  FormerLogs:\n']);
  const names = namesWith(deployed(without));
  assert.deepEqual(names, ['/ecs/shop-prod/agent']);
});

test('a bucket that gets another name needs it', () => {
  const renamed = edited(release, [
    'stacks/platform.parameters.json',
    'shop-prod-catalog-333333333333',
    'shop-prod-goods-333333333333',
  ]);
  assert.deepEqual(namesWith(live, renamed), ['shop-prod-goods-333333333333']);
});
