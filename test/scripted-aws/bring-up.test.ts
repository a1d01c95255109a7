import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeServicesCommand } from '@aws-sdk/client-ecs';
import { readRelease } from '../../generator/deploy/release/read-release.ts';
import { hasReference } from '../../generator/deploy/release/resolve-outputs.ts';
import { repository } from '../support/scratch.ts';
import { bringUpService, bringUpStacks } from './bring-up.ts';
import { awsOf, startScriptedAws } from './scripted-aws.ts';

const golden = join(repository, 'test/golden/all-options');
const RELEASES = [
  [repository, 'bootstrap'],
  [repository, 'dev'],
  [repository, 'prod'],
  [golden, 'wide'],
] as const;

for (const [root, environment] of RELEASES) {
  test(`all of ${environment} comes up, and every output that a file refers to is told`, async (t) => {
    const release = readRelease(root, environment);
    const { account = '222222222222', region } = release.manifest;
    const scripted = await startScriptedAws(t, { account, region });
    const aws = awsOf(scripted);
    const outputs = await bringUpStacks(aws, release);
    const cluster = `${release.manifest.project}-${environment}`;
    for (const { name } of release.wiring.services) {
      await bringUpService(aws, release, outputs, name);
      const { services: [service] = [] } = await aws.ecs.send(
        new DescribeServicesCommand({ cluster, services: [name] }),
      );
      assert.equal(service?.deployments?.[0]?.rolloutState, 'COMPLETED');
      assert.ok(!hasReference(service));
    }
  });
}

test('stacks can’t go while services stand on them', async (t) => {
  const release = readRelease(repository, 'prod');
  const scripted = await startScriptedAws(t);
  const aws = awsOf(scripted);
  const outputs = await bringUpStacks(aws, release);
  const [server] = release.wiring.services;
  await bringUpService(aws, release, outputs, server?.name ?? '');
  const StackName = 'shop-prod-platform';
  await aws.cloudFormation.send(new DeleteStackCommand({ StackName }));
  await aws.clock.sleep(3_600_000);
  const { Stacks: [stack] = [] } = await aws.cloudFormation.send(
    new DescribeStacksCommand({ StackName }),
  );
  assert.equal(stack?.StackStatus, 'DELETE_FAILED');
  const left = [...(scripted.state.cloudFormation.stacks[1]?.resources.values() ?? [])];
  const types = new Set(left.map(({ type }) => type));
  assert.deepEqual(
    types,
    new Set([
      'AWS::ServiceDiscovery::HttpNamespace',
      'AWS::EC2::SecurityGroup',
      'AWS::ECS::Cluster',
    ]),
  );
});
