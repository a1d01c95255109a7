import assert from 'node:assert/strict';
import { PutScalingPolicyCommand } from '@aws-sdk/client-application-auto-scaling';
import {
  DescribeTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { awsOf } from '../scripted-aws/scripted-aws.ts';
import { mutationsOf } from './deploy-world.ts';
import { scaled, setStage } from './environments.ts';
import { expectInLine, expectRun, fault, holdCalls } from './fault-suite.ts';
import { essenceOf } from './what-stands.ts';

const { world, deployed } = await setStage(scaled);
const { aws } = world;
const cluster = 'shop-staging';
const { ecs, scaling } = awsOf(aws);

const update = (service: string, change: object) =>
  ecs.send(new UpdateServiceCommand({ cluster, service, ...change }));

const arnOf = (service: string) =>
  aws.state.ecs.services.find(({ name }) => name === service)?.arn ?? '';

/** A new revision of the agent, with another variable, which the service then runs. */
async function deployByHand(): Promise<void> {
  const { taskDefinition } = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: 'shop-staging-agent' }),
  );
  const [container, ...others] = taskDefinition?.containerDefinitions ?? [];
  const made = await ecs.send(
    new RegisterTaskDefinitionCommand({
      ...taskDefinition,
      family: 'shop-staging-agent',
      containerDefinitions: [
        { ...container, environment: [{ name: 'LOG_LEVEL', value: 'debug' }] },
        ...others,
      ],
    }),
  );
  await update('agent', { taskDefinition: made.taskDefinition?.taskDefinitionArn });
}

interface ByHand {
  readonly what: string;
  readonly change: () => unknown;
  /** What the report has to name. */
  readonly names: RegExp;
}

const CHANGES: readonly ByHand[] = [
  {
    what: 'Service Connect is taken off a service',
    change: () => update('mcp-server', { serviceConnectConfiguration: { enabled: false } }),
    names: /service-connect/,
  },
  {
    what: 'the desired count of a service without scaling is changed',
    change: () => update('agent', { desiredCount: 3 }),
    names: /desiredCount/,
  },
  {
    what: 'another revision is deployed',
    change: deployByHand,
    names: /LOG_LEVEL|taskDefinition/,
  },
  {
    what: 'the circuit breaker is taken off',
    change: () =>
      update('agent', {
        deploymentConfiguration: { deploymentCircuitBreaker: { enable: false, rollback: false } },
      }),
    names: /deploymentCircuitBreaker/,
  },
  {
    what: 'a tag is changed',
    change: () =>
      ecs.send(
        new TagResourceCommand({
          resourceArn: arnOf('agent'),
          tags: [{ key: 'service', value: 'other' }],
        }),
      ),
    names: /tags/,
  },
  {
    what: 'a tag is taken away',
    change: () =>
      ecs.send(new UntagResourceCommand({ resourceArn: arnOf('agent'), tagKeys: ['service'] })),
    names: /tags/,
  },
  {
    what: 'a scaling policy is changed',
    change: () => {
      const [policy] = aws.state.scaling.policies.values();
      return scaling.send(
        new PutScalingPolicyCommand({
          ...policy,
          PolicyName: policy?.PolicyName,
          ServiceNamespace: 'ecs',
          ResourceId: policy?.ResourceId,
          ScalableDimension: policy?.ScalableDimension,
          TargetTrackingScalingPolicyConfiguration: {
            ...policy?.TargetTrackingScalingPolicyConfiguration,
            TargetValue: 10,
          },
        }),
      );
    },
    names: /TargetValue/,
  },
  {
    what: 'a resource of a stack is changed',
    change: () =>
      aws.state.cloudFormation.drifts.push({
        stack: 'shop-staging-platform',
        logicalId: 'AgentLogs',
        status: 'MODIFIED',
        differences: [{ path: '/RetentionInDays', expected: '30', actual: '1' }],
      }),
    names: /RetentionInDays/,
  },
  {
    what: 'a resource of a stack is deleted',
    change: () =>
      aws.state.cloudFormation.drifts.push({
        stack: 'shop-staging-platform',
        logicalId: 'AgentLogs',
        status: 'DELETED',
      }),
    names: /AgentLogs/,
  },
];

for (const { what, change, names } of CHANGES) {
  fault(`by hand: ${what}`, async () => {
    deployed();
    await change();
    aws.clock.advance(3_600_000);
    const ran = await world.run('drift');
    expectRun(world, ran, { code: 3, record: 'none' });
    assert.deepEqual(mutationsOf(ran), [], 'looking changes nothing');
    assert.match(JSON.stringify({ ...ran.result, plan: 0 }), names);
    const fixed = await world.run('drift', '--fix', '--yes');
    expectRun(world, fixed, { code: 0, record: 'succeeded' });
    expectInLine(world);
    const third = await world.run('drift');
    expectRun(world, third, { code: 0, record: 'none' });
    return { ran, outcome: 'told; put back by drift --fix', second: fixed };
  });
}

fault('by hand: the desired count of a service under scaling is changed', async () => {
  deployed();
  await update('mcp-server', { desiredCount: 2 });
  aws.clock.advance(3_600_000);
  const before = essenceOf(world);
  const ran = await world.run('drift');
  expectRun(world, ran, { code: 0, record: 'none' });
  assert.deepEqual(ran.result.steps, []);
  const second = await world.run('apply', '--yes');
  expectRun(world, second, { code: 0, record: 'succeeded' });
  assert.deepEqual(essenceOf(world), before, 'what scaling decided stays');
  return { ran, outcome: 'no drift: scaling decides', second };
});

fault('nothing was changed by hand', async () => {
  deployed();
  const ran = await world.run('drift', '--fix', '--yes');
  expectRun(world, ran, { code: 0, record: 'none' });
  assert.deepEqual(mutationsOf(ran), []);
  return { ran };
});

holdCalls();
