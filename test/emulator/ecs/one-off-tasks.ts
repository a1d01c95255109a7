import { randomUUID } from 'node:crypto';
import type { Exchange } from '../patch.ts';
import { jsonAnswer, type WireAnswer } from '../wire/answer.ts';
import { type Json, seconds } from './kept-service.ts';
import { refuseUnknownCluster } from './services.ts';
import { revisionArn } from './task-definitions.ts';

/** What a task that is run once is asked to do. */
export interface OneOff {
  readonly taskDefinition: string;
  readonly container: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** How it ends. */
export interface OneOffResult {
  readonly exitCode: number;
  /** What it prints, line by line. */
  readonly lines: readonly string[];
}

export type RunOneOff = (task: OneOff) => OneOffResult | Promise<OneOffResult>;

export interface KeptTask {
  /** As ECS tells it: it has ended. */
  readonly told: Json;
  readonly clientToken: unknown;
}

interface Container {
  readonly name: string;
  readonly command?: readonly string[];
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly logConfiguration?: { readonly options?: Readonly<Record<string, string>> };
}

interface Override {
  readonly name?: string;
  readonly command?: readonly string[];
  readonly environment?: Container['environment'];
}

/** Runs a task by the function that the test gave, writes its log, and has it end. moto has no part in it. */
export const runTask =
  (run: RunOneOff) =>
  async (exchange: Exchange): Promise<WireAnswer> => {
    const { memory, input } = exchange;
    await refuseUnknownCluster(exchange);
    const { clientToken } = input;
    const repeated = [...memory.tasks.values()].find(
      (task) => clientToken !== undefined && task.clientToken === clientToken,
    );
    if (repeated) return jsonAnswer({ tasks: [repeated.told], failures: [] });
    const taskDefinition = await revisionArn(exchange, input.taskDefinition);
    const started = start(exchange, taskDefinition);
    const { container, override } = await readContainer(exchange, taskDefinition);
    const variables = [...(container.environment ?? []), ...(override.environment ?? [])];
    const { exitCode, lines } = await run({
      taskDefinition,
      container: container.name,
      command: override.command ?? container.command ?? [],
      environment: Object.fromEntries(variables.map(({ name, value }) => [name, value])),
    });
    const taskArn = String(started.taskArn);
    await writeLog(exchange, container, taskArn, lines);
    memory.tasks.set(taskArn, { told: stopped(started, container.name, exitCode), clientToken });
    return jsonAnswer({ tasks: [started], failures: [] });
  };

function start({ place, input }: Exchange, taskDefinitionArn: string): Json {
  const cluster = String(input.cluster ?? 'default')
    .split('/')
    .at(-1);
  const at = `arn:aws:ecs:${place.region}:${place.account}`;
  return {
    taskArn: `${at}:task/${cluster}/${randomUUID().replaceAll('-', '')}`,
    clusterArn: `${at}:cluster/${cluster}`,
    taskDefinitionArn,
    group: input.group,
    startedBy: input.startedBy,
    overrides: input.overrides,
    tags: input.tags ?? [],
    launchType: 'FARGATE',
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    createdAt: seconds(),
  };
}

async function readContainer({ moto, input }: Exchange, taskDefinition: string) {
  const described = await moto.ecs<{ taskDefinition: { containerDefinitions: Container[] } }>(
    'DescribeTaskDefinition',
    { taskDefinition },
  );
  const { containerOverrides = [] } = (input.overrides ?? {}) as {
    containerOverrides?: readonly Override[];
  };
  const [override = {}] = containerOverrides;
  const containers = described.taskDefinition.containerDefinitions;
  const container = containers.find(({ name }) => name === override.name) ?? containers[0];
  if (!container) throw new Error(`${taskDefinition} has no container`);
  return { container, override };
}

async function writeLog(
  { moto }: Exchange,
  { name, logConfiguration }: Container,
  taskArn: string,
  lines: readonly string[],
): Promise<void> {
  const options = logConfiguration?.options;
  const logGroupName = options?.['awslogs-group'];
  if (!logGroupName) return;
  const logStreamName = `${options['awslogs-stream-prefix']}/${name}/${taskArn.split('/').at(-1)}`;
  await moto.logs('CreateLogStream', { logGroupName, logStreamName });
  if (lines.length === 0) return;
  const logEvents = lines.map((message) => ({ timestamp: Date.now(), message }));
  await moto.logs('PutLogEvents', { logGroupName, logStreamName, logEvents });
}

const stopped = (told: Json, name: string, exitCode: number): Json => ({
  ...told,
  lastStatus: 'STOPPED',
  desiredStatus: 'STOPPED',
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  stoppedAt: seconds(),
  containers: [{ name, lastStatus: 'STOPPED', exitCode, taskArn: told.taskArn }],
});
