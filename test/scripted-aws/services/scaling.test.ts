import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  DeleteScalingPolicyCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { CreateServiceCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { awsOf, startScriptedAws } from '../scripted-aws.ts';

const ServiceNamespace = 'ecs';
const place = {
  ServiceNamespace,
  ResourceId: 'service/c/app',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;
const policy = {
  ...place,
  PolicyName: 'hold-cpu',
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 60,
    PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
  },
} as const;

async function start(t: TestContext) {
  const scripted = await startScriptedAws(t);
  const aws = awsOf(scripted);
  scripted.state.ecs.clusters.set('c', { name: 'c', status: 'ACTIVE' });
  const { scaling } = aws;
  const register = (more: object = { MinCapacity: 1, MaxCapacity: 4 }) =>
    scaling.send(new RegisterScalableTargetCommand({ ...place, ...more }));
  const create = async (serviceName: string) => {
    const containerDefinitions = [{ name: 'app', image: 'app' }];
    await aws.ecs.send(new RegisterTaskDefinitionCommand({ family: 'app', containerDefinitions }));
    const input = { cluster: 'c', serviceName, taskDefinition: 'app', desiredCount: 0 };
    await aws.ecs.send(new CreateServiceCommand(input));
  };
  const targets = async () =>
    (await scaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace }))).ScalableTargets;
  const policies = async () =>
    (await scaling.send(new DescribeScalingPoliciesCommand({ ServiceNamespace }))).ScalingPolicies;
  return { scaling, register, create, targets, policies };
}

test('a target belongs to a service that is there, and registering again changes what is named', async (t) => {
  const { register, create, targets } = await start(t);
  await assert.rejects(register(), /ECS service doesn't exist/);
  await create('app');
  await assert.rejects(register({ MinCapacity: 1 }), { name: 'ValidationException' });
  const first = await register();
  const second = await register({ MaxCapacity: 9 });
  assert.equal(second.ScalableTargetARN, first.ScalableTargetARN);
  const [target] = (await targets()) ?? [];
  assert.deepEqual([target?.MinCapacity, target?.MaxCapacity], [1, 9]);
  assert.equal(target?.ScalableTargetARN, first.ScalableTargetARN);
});

test('a policy needs its target and goes with it', async (t) => {
  const { scaling, register, create, policies } = await start(t);
  await create('app');
  const put = new PutScalingPolicyCommand(policy);
  await assert.rejects(scaling.send(put), { name: 'ObjectNotFoundException' });
  await register();
  const [first, again] = [await scaling.send(put), await scaling.send(put)];
  assert.equal(again.PolicyARN, first.PolicyARN);
  const [one, ...others] = (await policies()) ?? [];
  assert.deepEqual(others, []);
  assert.equal(one?.TargetTrackingScalingPolicyConfiguration?.TargetValue, 60);
  assert.equal(one?.TargetTrackingScalingPolicyConfiguration?.DisableScaleIn, false);
  assert.ok(one?.CreationTime instanceof Date);
  const { PolicyName } = policy;
  await scaling.send(new DeleteScalingPolicyCommand({ ...place, PolicyName }));
  await scaling.send(put);
  await scaling.send(new DeregisterScalableTargetCommand(place));
  assert.deepEqual(await policies(), []);
  const gone = { name: 'ObjectNotFoundException' };
  await assert.rejects(scaling.send(new DeregisterScalableTargetCommand(place)), gone);
  await assert.rejects(
    scaling.send(new DeleteScalingPolicyCommand({ ...place, PolicyName })),
    gone,
  );
});

test('targets come in pages', async (t) => {
  const { scaling, register, create } = await start(t);
  for (const name of ['app', 'b', 'c']) {
    await create(name);
    await register({ ResourceId: `service/c/${name}`, MinCapacity: 1, MaxCapacity: 2 });
  }
  const page = (NextToken?: string) =>
    scaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace, NextToken }));
  const first = await page();
  const second = await page(first.NextToken);
  assert.deepEqual([first.ScalableTargets?.length, second.ScalableTargets?.length], [2, 1]);
  const ResourceIds = ['service/c/b'];
  const only = new DescribeScalableTargetsCommand({ ServiceNamespace, ResourceIds });
  assert.equal((await scaling.send(only)).ScalableTargets?.length, 1);
});
