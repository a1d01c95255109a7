import { randomUUID } from 'node:crypto';
import {
  DescribeTasksCommand,
  type NetworkConfiguration,
  RunTaskCommand,
  StopTaskCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import { poll } from '../aws/poll.ts';
import { type Deployment, tagsOf } from '../deployment.ts';
import { failed } from '../fail.ts';
import { causeOf } from './causes.ts';
import { type HealthTarget, shortName } from './health-target.ts';
import { hideInLine } from './hide-in-line.ts';
import { whatAwsSays } from './stopped-tasks.ts';

/** A command in a one-off task, beside the tasks of a service and like them. */
export interface OneOff {
  readonly target: HealthTarget;
  /** Container whose command it replaces. */
  readonly container: string;
  readonly command: readonly string[];
  readonly network: NetworkConfiguration | undefined;
}

/** Milliseconds in which Fargate finds room for a task. */
const PLACING = 120_000;

/** Milliseconds to get a machine, pull the image, run and stop; mostly one minute. */
const RUNNING = 360_000;

/**
 * Runs a one-off task to its end.
 *
 * @returns the task, stopped, of which the container has an exit code
 * @throws {Failure} `deploy/contract` when it can't be started or does not end in time
 */
export async function runInside(deployment: Deployment, oneOff: OneOff): Promise<Task> {
  const { clock } = deployment.aws;
  const { service } = oneOff.target;
  const task = await startTask(deployment, oneOff);
  const ended = await poll(clock, clock.now() + RUNNING, async () => {
    const now = await describe(deployment, oneOff, task);
    return now?.lastStatus === 'STOPPED' ? now : undefined;
  });
  if (!ended) {
    await stopTask(deployment, oneOff, task);
    throw failed(
      'deploy/contract',
      `the task that asks ${service} for its tools did not end in ${RUNNING / 60_000} minutes, and was stopped`,
      'apply again; the service itself is healthy',
    );
  }
  const { exitCode } = ended.containers?.find(({ name }) => name === oneOff.container) ?? {};
  if (exitCode === undefined) throw neverRan(oneOff, ended);
  return ended;
}

/** A start that was cut off is repeated by its token, and not done twice. */
async function startTask(deployment: Deployment, oneOff: OneOff): Promise<Task> {
  const { clock, ecs } = deployment.aws;
  let refused = '';
  const started = await poll(clock, clock.now() + PLACING, async () => {
    const { tasks: [task] = [], failures = [] } = await ecs.send(
      new RunTaskCommand(inputOf(deployment, oneOff)),
    );
    refused =
      failures.map(({ reason, detail }) => [reason, detail].filter(Boolean).join(': '))[0] ?? '';
    return task;
  });
  if (started) return started;
  const cause = causeOf({ reasons: [refused], exits: [], lines: [] });
  const why = cause ? `${cause.says}. ECS says: ${refused}` : refused;
  throw failed(
    'deploy/contract',
    hideInLine(
      `the task that asks ${oneOff.target.service} for its tools can’t be started: ${why}`,
      900,
    ),
    cause?.todo,
  );
}

function inputOf({ release }: Deployment, { target, container, command, network }: OneOff) {
  const tags = { ...tagsOf(release), service: target.service, purpose: 'probe' };
  return {
    cluster: target.cluster,
    taskDefinition: target.taskDefinition,
    // Not the service's own capacity, which may be Spot and taken away.
    launchType: 'FARGATE' as const,
    count: 1,
    clientToken: randomUUID(),
    startedBy: 'probe',
    group: `probe:${target.service}`,
    networkConfiguration: network,
    overrides: { containerOverrides: [{ name: container, command: [...command] }] },
    enableECSManagedTags: true,
    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
  };
}

async function describe(
  { aws }: Deployment,
  { target }: OneOff,
  { taskArn = '' }: Task,
): Promise<Task | undefined> {
  const input = { cluster: target.cluster, tasks: [taskArn] };
  const { tasks = [] } = await aws.ecs.send(new DescribeTasksCommand(input));
  return tasks[0];
}

/** It ends by itself too, so that a call that fails is no reason to say anything else. */
async function stopTask({ aws }: Deployment, { target }: OneOff, { taskArn }: Task): Promise<void> {
  const reason = 'the probe did not end in time';
  await aws.ecs
    .send(new StopTaskCommand({ cluster: target.cluster, task: taskArn, reason }))
    .catch(() => {});
}

function neverRan({ target }: OneOff, task: Task) {
  const said = whatAwsSays(task);
  const cause = causeOf({
    ...(task.stopCode && { stopCode: task.stopCode }),
    reasons: [said],
    exits: [],
    lines: [],
  });
  const likely = cause ? `: ${cause.says}` : '';
  return failed(
    'deploy/contract',
    `the task ${shortName(task.taskArn)} that asks ${target.service} for its tools did not run${likely}. ECS says: ${said}`,
    cause?.todo,
  );
}
