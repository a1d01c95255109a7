import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListServicesCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { readRelease } from '../../../../generator/deploy/release/read-release.ts';
import { resolveOutputs } from '../../../../generator/deploy/release/resolve-outputs.ts';
import { repository } from '../../../support/scratch.ts';
import { bringUpService, bringUpStacks } from '../../bring-up.ts';
import { awsOf, startScriptedAws } from '../../scripted-aws.ts';

const release = readRelease(repository, 'dev');
const cluster = 'shop-dev';
const name = 'mcp-server';

async function startWithService(t: TestContext) {
  const scripted = await startScriptedAws(t);
  const aws = awsOf(scripted);
  const outputs = await bringUpStacks(aws, release);
  const arn = await bringUpService(aws, release, outputs, name);
  const rendered = release.wiring.services.find((one) => one.name === name);
  assert.ok(rendered?.service);
  const next = async (change: object = {}) => {
    const input = resolveOutputs(rendered.task.value, outputs);
    const { taskDefinition } = await aws.ecs.send(
      new RegisterTaskDefinitionCommand({ ...input, ...change }),
    );
    return taskDefinition?.taskDefinitionArn ?? '';
  };
  const describe = async () => {
    const command = new DescribeServicesCommand({ cluster, services: [name], include: ['TAGS'] });
    const { services: [service] = [] } = await aws.ecs.send(command);
    assert.ok(service);
    return service;
  };
  const update = (change: object) =>
    aws.ecs.send(new UpdateServiceCommand({ cluster, service: name, ...change }));
  const input = { ...resolveOutputs(rendered.service.value, outputs), taskDefinition: arn };
  return { scripted, aws, arn, next, describe, update, input };
}

test('a created service comes up and tells Service Connect on its deployment only', async (t) => {
  const { aws, arn, describe } = await startWithService(t);
  const service = await describe();
  assert.equal(service.taskDefinition, arn);
  assert.equal(service.runningCount, service.desiredCount);
  assert.equal(service.deployments?.length, 1);
  assert.equal(service.deployments?.[0]?.rolloutState, 'COMPLETED');
  assert.ok(service.deployments?.[0]?.serviceConnectConfiguration?.enabled);
  assert.ok(!('serviceConnectConfiguration' in service));
  assert.deepEqual(service.tags?.find(({ key }) => key === 'service')?.value, name);
  const { taskArns } = await aws.ecs.send(new ListTasksCommand({ cluster, serviceName: name }));
  const { tasks = [] } = await aws.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  assert.deepEqual([...new Set(tasks.map(({ healthStatus }) => healthStatus))], ['HEALTHY']);
  const address = tasks[0]?.attachments?.[0]?.details?.find(
    (one) => one.name === 'privateIPv4Address',
  );
  assert.match(address?.value ?? '', /^10\./);
});

test('a service that exists is not made again, but the same token is the same call', async (t) => {
  const { aws, input } = await startWithService(t);
  await assert.rejects(aws.ecs.send(new CreateServiceCommand(input)), {
    name: 'InvalidParameterException',
    message: 'Creation of service was not idempotent.',
  });
  const other = { ...input, serviceName: 'twice', clientToken: 'one' };
  const first = await aws.ecs.send(new CreateServiceCommand(other));
  const second = await aws.ecs.send(new CreateServiceCommand(other));
  assert.equal(second.service?.deployments?.[0]?.id, first.service?.deployments?.[0]?.id);
});

test('an update goes over to the new revision', async (t) => {
  const { aws, next, describe, update } = await startWithService(t);
  const arn = await next();
  await update({ taskDefinition: arn });
  const during = await describe();
  assert.deepEqual(
    during.deployments?.map(({ status }) => status),
    ['PRIMARY', 'ACTIVE'],
  );
  await aws.clock.sleep(600_000);
  const after = await describe();
  assert.deepEqual(
    after.deployments?.map(({ taskDefinition }) => taskDefinition),
    [arn],
  );
  const stopped = await aws.ecs.send(
    new ListTasksCommand({ cluster, serviceName: name, desiredStatus: 'STOPPED' }),
  );
  assert.equal(stopped.taskArns?.length, after.desiredCount);
});

test('a breaker fires and goes back to what ran', async (t) => {
  const { scripted, aws, arn, next, describe, update } = await startWithService(t);
  const stoppedReason = 'CannotPullContainerError: not found';
  scripted.state.ecs.outcomes.set(name, {
    kind: 'stops',
    stoppedReason,
    stopCode: 'TaskFailedToStart',
  });
  await update({ taskDefinition: await next() });
  await aws.clock.sleep(600_000);
  const { deployments = [] } = await describe();
  assert.deepEqual(
    deployments.map(({ taskDefinition }) => taskDefinition),
    [arn],
  );
  assert.match(deployments[0]?.rolloutStateReason ?? '', /circuit breaker: rolling back/);
  assert.equal(deployments[0]?.rolloutState, 'COMPLETED');
});

test('a first deployment never goes back', async (t) => {
  const { scripted, aws, input } = await startWithService(t);
  scripted.state.ecs.outcomes.set('new', { kind: 'unhealthy' });
  await aws.ecs.send(new CreateServiceCommand({ ...input, serviceName: 'new' }));
  await aws.clock.sleep(1_800_000);
  const command = new DescribeServicesCommand({ cluster, services: ['new'] });
  const { services: [service] = [] } = await aws.ecs.send(command);
  assert.deepEqual(
    service?.deployments?.map(({ rolloutState }) => rolloutState),
    ['FAILED'],
  );
  assert.equal(service?.deployments?.[0]?.failedTasks, 3);
});

test('a deleted name stays taken while it drains', async (t) => {
  const { aws, input, update, describe } = await startWithService(t);
  const deletion = () => aws.ecs.send(new DeleteServiceCommand({ cluster, service: name }));
  await assert.rejects(deletion(), { name: 'InvalidParameterException' });
  await update({ desiredCount: 0 });
  await deletion();
  await assert.rejects(aws.ecs.send(new CreateServiceCommand(input)), /still Draining/);
  await aws.clock.sleep(60_000);
  assert.equal((await describe()).status, 'INACTIVE');
  await aws.ecs.send(new CreateServiceCommand(input));
  assert.equal((await describe()).status, 'ACTIVE');
});

test('lists come in pages of ten, and eleven are too many to describe', async (t) => {
  const { aws, input } = await startWithService(t);
  const names = Array.from({ length: 11 }, (_one, index) => `more-${index}`);
  for (const serviceName of names) {
    await aws.ecs.send(new CreateServiceCommand({ ...input, serviceName, desiredCount: 0 }));
  }
  const first = await aws.ecs.send(new ListServicesCommand({ cluster }));
  const second = await aws.ecs.send(
    new ListServicesCommand({ cluster, nextToken: first.nextToken }),
  );
  assert.deepEqual([first.serviceArns?.length, second.serviceArns?.length], [10, 2]);
  await assert.rejects(aws.ecs.send(new DescribeServicesCommand({ cluster, services: names })));
});
