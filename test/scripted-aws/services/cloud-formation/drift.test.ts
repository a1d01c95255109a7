import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DescribeStackResourcesCommand,
  DetectStackDriftCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { group, startStacks, templateOf } from './test-support.ts';

const StackName = 'app';
const names = Array.from({ length: 12 }, (_one, index) => `R${index}`);
const template = templateOf(Object.fromEntries(names.map((name) => [name, group(name)])));

test('drift is detected after a while, and all resources are told in pages', async (t) => {
  const { scripted, aws, cloudFormation, apply } = await startStacks(t);
  await apply(template, { ChangeSetType: 'CREATE' });
  scripted.state.cloudFormation.drifts.push({
    stack: StackName,
    logicalId: 'R3',
    status: 'MODIFIED',
    differences: [{ path: '/GroupDescription', expected: 'R3', actual: 'by hand' }],
  });
  const begun = await cloudFormation.send(new DetectStackDriftCommand({ StackName }));
  const { StackDriftDetectionId } = begun;
  const status = () =>
    cloudFormation.send(new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }));
  assert.equal((await status()).DetectionStatus, 'DETECTION_IN_PROGRESS');
  await aws.clock.sleep(20_000);
  const done = await status();
  assert.deepEqual(
    [done.DetectionStatus, done.StackDriftStatus, done.DriftedStackResourceCount],
    ['DETECTION_COMPLETE', 'DRIFTED', 1],
  );
  const first = await cloudFormation.send(new DescribeStackResourceDriftsCommand({ StackName }));
  const { NextToken } = first;
  const second = await cloudFormation.send(
    new DescribeStackResourceDriftsCommand({ StackName, NextToken }),
  );
  assert.deepEqual(
    [first.StackResourceDrifts?.length, second.StackResourceDrifts?.length],
    [10, 2],
  );
  const drifted = await cloudFormation.send(
    new DescribeStackResourceDriftsCommand({
      StackName,
      StackResourceDriftStatusFilters: ['MODIFIED', 'DELETED'],
    }),
  );
  const [only] = drifted.StackResourceDrifts ?? [];
  assert.equal(only?.LogicalResourceId, 'R3');
  assert.deepEqual(only?.PropertyDifferences, [
    {
      PropertyPath: '/GroupDescription',
      ExpectedValue: 'R3',
      ActualValue: 'by hand',
      DifferenceType: 'NOT_EQUAL',
    },
  ]);
});

test('resources are told with their physical ids', async (t) => {
  const { cloudFormation, apply } = await startStacks(t);
  await apply(template, { ChangeSetType: 'CREATE' });
  const all = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName }));
  assert.equal(all.StackResources?.length, 12);
  assert.match(all.StackResources?.[0]?.PhysicalResourceId ?? '', /^sg-/);
  const listed = await cloudFormation.send(new ListStackResourcesCommand({ StackName }));
  assert.deepEqual(
    listed.StackResourceSummaries?.map((one) => one.PhysicalResourceId),
    all.StackResources?.map((one) => one.PhysicalResourceId),
  );
});
