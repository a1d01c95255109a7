import type {
  DescribeTasksRequest,
  DescribeTasksResponse,
  ListTasksRequest,
  ListTasksResponse,
  RunTaskRequest,
  RunTaskResponse,
  StopTaskRequest,
  StopTaskResponse,
} from '@aws-sdk/client-ecs';
import { pageOf } from '../../handlers.ts';
import type { World } from '../../world.ts';
import { invalid, needCluster } from './find.ts';
import { needRevision } from './service-settings.ts';
import type { LiveTask } from './state.ts';
import { makeTask, run, stop, writeLines } from './tasks.ts';

/** Milliseconds until a one-off task runs, and until it has done its work. */
const UNTIL_RUNNING = 20_000;
const WORK = 5_000;
/** AWS's own default. */
const PAGE = 100;

export function listTasks(input: ListTasksRequest, world: World): ListTasksResponse {
  const cluster = needCluster(world, input.cluster);
  const { desiredStatus = 'RUNNING', serviceName, family, startedBy } = input;
  const name = serviceName?.split('/').at(-1);
  const familyOf = ({ taskDefinitionArn = '' }: LiveTask['value']) =>
    taskDefinitionArn.split('/').at(-1)?.split(':')[0];
  const arns = world.state.ecs.tasks
    .filter((one) => one.cluster === cluster && one.value.desiredStatus === desiredStatus)
    .filter((one) => name === undefined || one.service === name)
    .filter(({ value }) => family === undefined || familyOf(value) === family)
    .filter(({ value }) => startedBy === undefined || value.startedBy === startedBy)
    .map(({ value }) => value.taskArn);
  const { page, next } = pageOf(arns, input.nextToken, input.maxResults ?? PAGE);
  return { taskArns: page, ...(next && { nextToken: next }) };
}

const findTask = (world: World, cluster: string, nameOrArn: string) =>
  world.state.ecs.tasks.find(
    ({ cluster: own, value }) =>
      own === cluster && value.taskArn.split('/').at(-1) === nameOrArn.split('/').at(-1),
  );

export function describeTasks(
  { cluster, tasks = [] }: DescribeTasksRequest,
  world: World,
): DescribeTasksResponse {
  if (tasks.length === 0) throw invalid('Tasks cannot be empty.');
  if (tasks.length > 100) throw invalid('Tasks cannot have more than 100 elements.');
  const name = needCluster(world, cluster);
  const found = tasks.map((arn) => ({ arn, task: findTask(world, name, arn) }));
  return {
    tasks: found.flatMap(({ task }) => (task ? [task.value] : [])),
    failures: found.flatMap(({ arn, task }) => (task ? [] : [{ arn, reason: 'MISSING' }])),
  };
}

export function runTask(input: RunTaskRequest, world: World): RunTaskResponse {
  const cluster = needCluster(world, input.cluster);
  const { runTokens, tasks } = world.state.ecs;
  const known = tasks.find(({ value }) => value.taskArn === runTokens.get(input.clientToken ?? ''));
  if (known) return { tasks: [known.value], failures: [] };
  const network = input.networkConfiguration?.awsvpcConfiguration;
  const taskDefinition = needRevision(world, input.taskDefinition);
  const task = makeTask(
    {
      cluster,
      taskDefinition,
      group: input.group ?? `family:${taskDefinition.split('/').at(-1)?.split(':')[0]}`,
      ...(input.startedBy !== undefined && { startedBy: input.startedBy }),
      subnets: network?.subnets ?? [],
      securityGroups: network?.securityGroups ?? [],
      hasProxy: false,
      more: {
        ...(input.overrides && { overrides: input.overrides }),
        ...(input.tags && { tags: input.tags }),
      },
    },
    world,
  );
  if (input.clientToken) runTokens.set(input.clientToken, task.value.taskArn);
  world.clock.after(UNTIL_RUNNING, () => work(task, world));
  return { tasks: [task.value], failures: [] };
}

function work(task: LiveTask, world: World): void {
  const { stoppedReason, hangs, lines = [], exitCode = 0 } = world.state.ecs.runOutcome(task.value);
  if (stoppedReason !== undefined) {
    stop(task, world, { stopCode: 'TaskFailedToStart', stoppedReason });
    return;
  }
  run(task, world);
  if (hangs) return;
  world.clock.after(WORK, () => {
    writeLines(task, lines, world);
    const reason = 'Essential container in task exited';
    stop(task, world, { stopCode: 'EssentialContainerExited', stoppedReason: reason, exitCode });
  });
}

export function stopTask(input: StopTaskRequest, world: World): StopTaskResponse {
  const found = findTask(world, needCluster(world, input.cluster), input.task ?? '');
  if (!found) throw invalid('The referenced task was not found.');
  const stoppedReason = input.reason ?? 'Task stopped by user';
  // UserInitiated is a stop code that no outcome of a test has.
  stop(found, world, { stoppedReason });
  found.value.stopCode = 'UserInitiated';
  return { task: found.value };
}
