import type { Service, Task } from '@aws-sdk/client-ecs';
import type { Diagnostic, DiagnosticCode } from '../../diagnostics.ts';
import type { Deployment } from '../deployment.ts';
import { finding } from '../fail.ts';
import { primaryDeployment } from '../services/live-service.ts';
import { causeOf } from './causes.ts';
import { type HealthTarget, shortName } from './health-target.ts';
import { hideInLine } from './hide-in-line.ts';
import { isHealthy } from './judge.ts';
import { lookAtService, readTasks } from './look-at-service.ts';
import { logStreamOf, readLastEvents } from './read-log.ts';
import { failedTasks, groupStopped, type StoppedGroup } from './stopped-tasks.ts';
import { eventsSince, isTrouble } from './tell-events.ts';

/** Lines of a log that are shown. */
const LINES = 20;

/** Stopped tasks whose logs are read; they mostly stopped for the same cause. */
const MOST_READ = 5;

const CODE: DiagnosticCode = 'deploy/unhealthy';

/**
 * Why a service does not become healthy: of the tasks that stopped, or run and are not healthy, or
 * never started, what AWS says, the likely cause in words, what to do and the end of the log. It looks
 * only. What can't be read is told as a warning, since it must not hide the rest.
 */
export async function diagnose(
  deployment: Deployment,
  target: HealthTarget,
): Promise<Diagnostic[]> {
  const { aws } = deployment;
  const unread: Diagnostic[] = [];
  const attempt = async <Read>(what: string, read: Promise<Read>): Promise<Read | undefined> => {
    try {
      return await read;
    } catch (error) {
      unread.push(cannotRead(what, error));
      return undefined;
    }
  };
  const linesOf = async (task: Task) =>
    (await attempt('its log', readLines(deployment, target, task))) ?? [];
  const stopped = (await attempt('stopped tasks', readTasks(aws, target, 'STOPPED'))) ?? [];
  const failed = failedTasks(stopped, target);
  const lines = new Map<Task, readonly string[]>();
  for (const task of failed.slice(0, MOST_READ)) lines.set(task, await linesOf(task));
  const groups = groupStopped(failed, (task) => lines.get(task) ?? []);
  const { service, tasks = [] } = (await attempt('the service', lookAtService(aws, target))) ?? {};
  const found = [
    ...groups.map((group) => stoppedFinding(group, target)),
    ...(await findUnhealthy(tasks, target, linesOf)),
    ...eventFindings(service, target, groups),
  ];
  return [...found, ...onePerMessage(unread)];
}

async function readLines(
  { aws }: Deployment,
  { task: definition }: HealthTarget,
  task: Task,
): Promise<string[]> {
  const container = tellingContainer(definition, task);
  const stream = container && logStreamOf(definition, container, task.taskArn ?? '');
  if (!stream) return [];
  const events = await readLastEvents(aws, stream, LINES);
  return events.slice(-LINES).map(({ message = '' }) => hideInLine(message));
}

/** The container of the file that ended with an error, else the first essential one. */
function tellingContainer(
  { containerDefinitions = [] }: HealthTarget['task'],
  { containers = [] }: Task,
): string | undefined {
  const names = containerDefinitions.map(({ name }) => name);
  const ended = containers.find(({ name, exitCode }) => exitCode && names.includes(name));
  const essential = containerDefinitions.find(({ essential = true }) => essential);
  return ended?.name ?? essential?.name;
}

function stoppedFinding(group: StoppedGroup, { service }: HealthTarget): Diagnostic {
  const { tasks, last, cause, said, lines } = group;
  const many = tasks.length > 1 ? `${tasks.length} tasks of ${service} stopped, the last` : '';
  const one = `${many || `a task of ${service} stopped,`} ${shortName(last.taskArn)}`;
  const likely = cause ? `: ${cause.says}` : '';
  return withLines(finding(CODE, `${one}${likely}. ECS says: ${said}`, cause?.todo), lines);
}

async function findUnhealthy(
  tasks: readonly Task[],
  target: HealthTarget,
  linesOf: (task: Task) => Promise<readonly string[]>,
): Promise<Diagnostic[]> {
  const own = tasks.filter(
    ({ taskDefinitionArn, lastStatus }) =>
      taskDefinitionArn === target.taskDefinition && lastStatus === 'RUNNING',
  );
  const unhealthy = own.filter((task) => !isHealthy(task, target));
  const [first] = unhealthy;
  if (!first) return [];
  const of = `${unhealthy.length} of ${own.length} running tasks of ${target.service}`;
  const found = finding(
    CODE,
    `${of} ${unhealthy.length === 1 ? 'does' : 'do'} not pass the health check, such as ${shortName(first.taskArn)}`,
    'its log says why it can’t serve; if it only starts slowly, raise `health.startPeriod`',
  );
  return [withLines(found, await linesOf(first))];
}

/** Events tell of tasks that never came to be; what the stopped tasks told is not told again. */
function eventFindings(
  service: Service | undefined,
  target: HealthTarget,
  groups: readonly StoppedGroup[],
): Diagnostic[] {
  const told = new Set(groups.map(({ cause }) => cause?.id));
  const began = primaryDeployment(service)?.createdAt;
  const troubles = eventsSince(service, target.since ?? began?.getTime()).filter(isTrouble);
  return troubles.flatMap(({ message = '' }) => {
    const cause = causeOf({ reasons: [message], exits: [], lines: [] });
    if (!cause || told.has(cause.id)) return [];
    told.add(cause.id);
    const said = hideInLine(message, 900);
    return [finding(CODE, `${target.service}: ${cause.says}. ECS says: ${said}`, cause.todo)];
  });
}

const withLines = (found: Diagnostic, excerpt: readonly string[]): Diagnostic =>
  excerpt.length > 0 ? { ...found, excerpt } : found;

function cannotRead(what: string, error: unknown): Diagnostic {
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    code: CODE,
    severity: 'warning',
    message: `${what} can’t be read: ${hideInLine(why)}`,
  };
}

const onePerMessage = (found: readonly Diagnostic[]): Diagnostic[] => [
  ...new Map(found.map((one) => [one.message, one])).values(),
];
