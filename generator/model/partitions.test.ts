import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { dnsSuffixOf, knownRegions, partitionOf } from './partitions.ts';

test('the Regions are those that the AWS CDK knows, each in its partition', () => {
  const ours = ['aws', 'aws-cn', 'aws-us-gov'];
  const theirs = RegionInfo.regions.filter(({ partition = '' }) => ours.includes(partition));
  assert.deepEqual(
    knownRegions.map((region) => `${partitionOf(region)} ${region} ${dnsSuffixOf(region)}`).sort(),
    theirs
      .map(({ name, partition, domainSuffix }) => `${partition} ${name} ${domainSuffix}`)
      .sort(),
  );
});
