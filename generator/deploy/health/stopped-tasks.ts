import type { Task } from '@aws-sdk/client-ecs';
import { type Cause, causeOf, type Evidence } from './causes.ts';
import type { HealthTarget } from './health-target.ts';
import { hideInLine } from './hide-in-line.ts';

/** Tasks that stopped for the same reason. */
export interface StoppedGroup {
  readonly tasks: readonly Task[];
  /** The one that stopped last. */
  readonly last: Task;
  /** Lines of its log. */
  readonly lines: readonly string[];
  readonly cause: Cause | undefined;
  /** What AWS says of it, in one sentence. */
  readonly said: string;
}

/** Clocks differ; what is so much older belongs to an earlier deployment. In milliseconds. */
const CLOCK_SKEW = 60_000;

/** How a task ends that a deployment no longer needs. */
const REPLACED = /^(?:\(deployment|Scaling activity initiated by|Service scaled)/i;

/** The tasks of the deployment that did not stop in the ordinary way, the last first. */
export function failedTasks(tasks: readonly Task[], target: HealthTarget): Task[] {
  const { taskDefinition, deployment, since = 0 } = target;
  return tasks
    .filter((task) => task.taskDefinitionArn === taskDefinition)
    .filter((task) => !deployment || !isOfService(task) || task.startedBy === deployment)
    .filter(({ createdAt }) => (createdAt?.getTime() ?? since) >= since - CLOCK_SKEW)
    .filter(({ stoppedReason = '' }) => !REPLACED.test(stoppedReason))
    .sort((a, b) => stopped(b) - stopped(a));
}

/** ECS starts the tasks of a service by the id of its deployment. */
const isOfService = ({ startedBy = '' }: Task) => startedBy.startsWith('ecs-svc/');

const stopped = ({ stoppedAt, stoppingAt, createdAt }: Task): number =>
  (stoppedAt ?? stoppingAt ?? createdAt)?.getTime() ?? 0;

/** Puts together what stopped for the same cause. */
export function groupStopped(
  tasks: readonly Task[],
  linesOf: (task: Task) => readonly string[],
): StoppedGroup[] {
  const read = tasks.map((task) => {
    const lines = linesOf(task);
    const cause = causeOf(evidenceOf(task, lines));
    return { task, lines, cause, said: whatAwsSays(task) };
  });
  const groups = Map.groupBy(read, ({ cause, said }) => cause?.id ?? said);
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const { task: last, lines, cause, said } = first;
    return [{ tasks: members.map(({ task }) => task), last, lines, cause, said }];
  });
}

function evidenceOf(task: Task, lines: readonly string[]): Evidence {
  const { stopCode, stoppedReason, containers = [] } = task;
  return {
    ...(stopCode && { stopCode }),
    reasons: [stoppedReason, ...containers.map(({ reason }) => reason)].flatMap(
      (reason) => reason ?? [],
    ),
    exits: containers.flatMap(({ name = '', exitCode }) =>
      exitCode === undefined ? [] : [{ container: name, code: exitCode }],
    ),
    lines,
  };
}

/** A reason names roles and images, so more of it is shown than of a line of a log. */
const LONGEST = 900;

/** Such as `Essential container in task exited; main exited with code 1`. */
export function whatAwsSays({ stopCode, stoppedReason, containers = [] }: Task): string {
  const said = containers.flatMap(({ name, exitCode, reason }) => {
    const own = reason && reason !== stoppedReason ? `: ${reason}` : '';
    const exit = exitCode === undefined ? '' : ` exited with code ${exitCode}`;
    return exit || own ? [`${name}${exit}${own}`] : [];
  });
  return hideInLine([stoppedReason ?? stopCode ?? 'no reason', ...said].join('; '), LONGEST);
}
