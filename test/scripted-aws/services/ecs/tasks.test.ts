import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
  RunTaskCommand,
  StopTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { readRelease } from '../../../../generator/deploy/release/read-release.ts';
import { repository } from '../../../support/scratch.ts';
import { bringUpService, bringUpStacks } from '../../bring-up.ts';
import { awsOf, startScriptedAws } from '../../scripted-aws.ts';
import type { TaskOutcome } from './state.ts';

const release = readRelease(repository, 'dev');
const cluster = 'shop-dev';
const name = 'mcp-server';
const logGroupName = `/ecs/${cluster}/${name}`;

async function start(t: TestContext) {
  const scripted = await startScriptedAws(t);
  const aws = awsOf(scripted);
  const outputs = await bringUpStacks(aws, release);
  const arn = await bringUpService(aws, release, outputs, name);
  /** Goes over to a new deployment whose tasks do as told. */
  const deploy = async (outcome: TaskOutcome, time: number) => {
    scripted.state.ecs.outcomes.set(name, outcome);
    const update = { cluster, service: name, forceNewDeployment: true };
    await aws.ecs.send(new UpdateServiceCommand(update));
    await aws.clock.sleep(time);
    const { services: [service] = [] } = await aws.ecs.send(
      new DescribeServicesCommand({ cluster, services: [name] }),
    );
    assert.ok(service);
    return service;
  };
  const tasks = async (desiredStatus: 'RUNNING' | 'STOPPED') => {
    const list = new ListTasksCommand({ cluster, serviceName: name, desiredStatus });
    const { taskArns = [] } = await aws.ecs.send(list);
    if (taskArns.length === 0) return [];
    const { tasks: found = [] } = await aws.ecs.send(
      new DescribeTasksCommand({ cluster, tasks: taskArns }),
    );
    return found;
  };
  const lines = async (taskArn = '') => {
    const logStreamName = `${name}/${name}/${taskArn.split('/').at(-1)}`;
    const read = new GetLogEventsCommand({ logGroupName, logStreamName });
    return (await aws.logs.send(read)).events?.map(({ message }) => message);
  };
  return { scripted, aws, arn, deploy, tasks, lines };
}

test('a task that stops says why, and its lines are in its log', async (t) => {
  const { deploy, tasks, lines } = await start(t);
  const outcome = {
    kind: 'stops',
    exitCode: 137,
    containerReason: 'OutOfMemoryError',
    lines: ['x'],
  };
  const service = await deploy(outcome as TaskOutcome, 30_000);
  assert.equal(service.deployments?.[0]?.failedTasks, service.desiredCount);
  const [stopped] = await tasks('STOPPED');
  assert.equal(stopped?.stopCode, 'EssentialContainerExited');
  assert.deepEqual(
    [stopped?.containers?.[0]?.exitCode, stopped?.containers?.[0]?.reason],
    [137, 'OutOfMemoryError'],
  );
  assert.deepEqual(await lines(stopped?.taskArn), ['x']);
});

test('a task whose health check fails is stopped for it', async (t) => {
  const { deploy, tasks } = await start(t);
  const service = await deploy({ kind: 'unhealthy' }, 70_000);
  const [stopped] = await tasks('STOPPED');
  assert.equal(stopped?.stoppedReason, 'Task failed container health checks');
  assert.equal(stopped?.healthStatus, 'UNHEALTHY');
  assert.match(service.events?.[0]?.message ?? '', /failed container health checks/);
});

test('a task that is never judged leaves the deployment in progress', async (t) => {
  const { deploy, tasks } = await start(t);
  const service = await deploy({ kind: 'undecided' }, 3_600_000);
  assert.equal(service.deployments?.[0]?.rolloutState, 'IN_PROGRESS');
  const health = (await tasks('RUNNING')).map(({ healthStatus }) => healthStatus);
  assert.ok(health.includes('UNKNOWN') && health.includes('HEALTHY'));
});

test('a task that finds no place leaves an event now and then', async (t) => {
  const { deploy } = await start(t);
  const service = await deploy({ kind: 'unplaced' }, 600_000);
  assert.equal(service.deployments?.[0]?.rolloutState, 'IN_PROGRESS');
  const told = service.events?.filter(({ message }) =>
    /unable to place a task/.test(message ?? ''),
  );
  assert.ok((told?.length ?? 0) >= 9);
});

test('a breaker leaves a record of what it did, unless it goes back silently', async (t) => {
  const { scripted, aws, deploy } = await start(t);
  await deploy({ kind: 'stops' }, 600_000);
  const list = () => aws.ecs.send(new ListServiceDeploymentsCommand({ cluster, service: name }));
  const [last] = (await list()).serviceDeployments ?? [];
  assert.equal(last?.status, 'ROLLBACK_SUCCESSFUL');
  const { serviceDeployments: [one] = [] } = await aws.ecs.send(
    new DescribeServiceDeploymentsCommand({
      serviceDeploymentArns: [last?.serviceDeploymentArn ?? ''],
    }),
  );
  assert.match(one?.rollback?.reason ?? '', /circuit breaker/);
  const arns = [one?.rollback?.serviceRevisionArn, one?.targetServiceRevision?.arn];
  const revisions = await aws.ecs.send(
    new DescribeServiceRevisionsCommand({ serviceRevisionArns: arns.map((arn) => arn ?? '') }),
  );
  assert.equal(revisions.serviceRevisions?.length, 2);

  scripted.state.ecs.rollsBackSilently = true;
  const service = await deploy({ kind: 'stops' }, 600_000);
  assert.match(service.deployments?.[0]?.rolloutStateReason ?? '', /completed\.$/);
  const statuses = (await list()).serviceDeployments?.map(({ status }) => status);
  assert.deepEqual(statuses, ['ROLLBACK_SUCCESSFUL', 'SUCCESSFUL']);
});

test('a one-off task does its work once for one token', async (t) => {
  const { scripted, aws, arn, lines } = await start(t);
  scripted.state.ecs.runOutcome = ({ overrides }) => ({
    exitCode: 3,
    lines: overrides?.containerOverrides?.[0]?.command ?? [],
  });
  const run = new RunTaskCommand({
    cluster,
    taskDefinition: arn,
    clientToken: 'once',
    overrides: { containerOverrides: [{ name, command: ['hello'] }] },
  });
  const [first, again] = [await aws.ecs.send(run), await aws.ecs.send(run)];
  const task = first.tasks?.[0]?.taskArn ?? '';
  assert.equal(again.tasks?.[0]?.taskArn, task);
  await aws.clock.sleep(60_000);
  const { tasks: [ended] = [], failures } = await aws.ecs.send(
    new DescribeTasksCommand({ cluster, tasks: [task, 'none'] }),
  );
  assert.deepEqual([ended?.lastStatus, ended?.containers?.[0]?.exitCode], ['STOPPED', 3]);
  assert.deepEqual(
    failures?.map(({ reason }) => reason),
    ['MISSING'],
  );
  assert.deepEqual(await lines(task), ['hello']);
});

test('a task that hangs is stopped by whoever asks', async (t) => {
  const { scripted, aws, arn } = await start(t);
  scripted.state.ecs.runOutcome = () => ({ hangs: true });
  const { tasks: [task] = [] } = await aws.ecs.send(
    new RunTaskCommand({ cluster, taskDefinition: arn }),
  );
  await aws.clock.sleep(3_600_000);
  const stop = new StopTaskCommand({ cluster, task: task?.taskArn, reason: 'took too long' });
  const stopped = (await aws.ecs.send(stop)).task;
  assert.deepEqual([stopped?.stopCode, stopped?.stoppedReason], ['UserInitiated', 'took too long']);
});
