import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteExpressGatewayServiceCommand,
  DescribeExpressGatewayServiceCommand,
  DescribeServicesCommand,
  UpdateExpressGatewayServiceCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { readRelease } from '../../../../generator/deploy/release/read-release.ts';
import { repository } from '../../../support/scratch.ts';
import { bringUpService, bringUpStacks } from '../../bring-up.ts';
import { awsOf, startScriptedAws } from '../../scripted-aws.ts';

const release = readRelease(repository, 'dev');
const cluster = 'shop-dev';
const express = release.wiring.services.find((one) => one.express);

test('an Express service is served, takes Service Connect in a second step, and leaves a group', async (t) => {
  assert.ok(express);
  const scripted = await startScriptedAws(t);
  const aws = awsOf(scripted);
  const outputs = await bringUpStacks(aws, release);
  await bringUpService(aws, release, outputs, express.name);
  const serviceArn = `arn:aws:ecs:us-west-2:222222222222:service/${cluster}/${express.name}`;
  const describe = async () =>
    (await aws.ecs.send(new DescribeExpressGatewayServiceCommand({ serviceArn }))).service;
  const described = await describe();
  assert.equal(described?.status?.statusCode, 'ACTIVE');
  const [configuration] = described?.activeConfigurations ?? [];
  assert.equal(configuration?.ingressPaths?.[0]?.accessType, 'PUBLIC');

  const update = { cluster, service: express.name };
  const connect = { enabled: true, namespace: outputs.get('platform')?.get('NamespaceArn') };
  await aws.ecs.send(new UpdateServiceCommand({ ...update, serviceConnectConfiguration: connect }));
  assert.ok((await describe())?.currentDeployment);
  await assert.rejects(aws.ecs.send(new UpdateServiceCommand({ ...update, loadBalancers: [] })), {
    name: 'InvalidParameterException',
  });
  await aws.clock.sleep(1_200_000);
  assert.equal((await describe())?.currentDeployment, undefined);
  const list = { cluster, services: [express.name] };
  const { services: [service] = [] } = await aws.ecs.send(new DescribeServicesCommand(list));
  assert.deepEqual(
    service?.deployments?.map((one) => one.serviceConnectConfiguration),
    [connect],
  );

  const taskDefinitionArn = service?.taskDefinition;
  await assert.rejects(
    aws.ecs.send(
      new UpdateExpressGatewayServiceCommand({ serviceArn, taskDefinitionArn, cpu: '256' }),
    ),
    /cannot be specified together/,
  );
  await aws.ecs.send(new DeleteExpressGatewayServiceCommand({ serviceArn }));
  assert.equal((await describe())?.status?.statusCode, 'DRAINING');
  await aws.clock.sleep(60_000);
  assert.equal((await describe())?.status?.statusCode, 'INACTIVE');
  const names = [...scripted.state.ec2.securityGroups.values()].map((group) => group.name);
  const vpc = outputs.get('network')?.get('VpcId');
  assert.ok(names.includes(`${cluster}-${express.name}-${vpc}`));
});
