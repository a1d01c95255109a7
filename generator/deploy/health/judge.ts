import type { Deployment, Service, Task } from '@aws-sdk/client-ecs';
import type { DiagnosticCode } from '../../diagnostics.ts';
import { primaryDeployment } from '../services/live-service.ts';
import { type HealthTarget, shortName } from './health-target.ts';
import type { ServiceLook } from './look-at-service.ts';

export type Verdict =
  | { readonly state: 'waiting'; readonly text: string }
  | { readonly state: 'healthy'; readonly text: string }
  | { readonly state: 'failed'; readonly code: DiagnosticCode; readonly message: string };

/** What earlier looks showed. ECS may answer with what was true some seconds ago. */
export interface Memory {
  /** The deployment that should complete has been the primary one. */
  readonly seen: boolean;
  /** So much time has passed that an answer is no longer an old one. */
  readonly settled: boolean;
}

/** Whether a service is as it should be, gets there, or never will. */
export function judge(look: ServiceLook, target: HealthTarget, memory: Memory): Verdict {
  const { service } = look;
  if (service?.status !== 'ACTIVE') return judgeAbsent(service, target, memory);
  const { deployments = [] } = service;
  const primary = primaryDeployment(service);
  if (!primary) return waiting('ECS names no deployment yet');
  const own = ownDeployment(deployments, primary, target);
  if (own?.rolloutState === 'FAILED') return gaveUp(own, target);
  if (primary.taskDefinition !== target.taskDefinition) {
    return judgeOther(primary, deployments, target, memory);
  }
  const isOwn = !target.deployment || primary.id === target.deployment;
  if (!isOwn && !memory.seen && !memory.settled) return waiting('ECS has not begun yet');
  return judgeTasks(look.tasks, service, primary, target);
}

/** Whether the deployment that should complete is the primary one. */
export function isUnderWay({ service }: ServiceLook, target: HealthTarget): boolean {
  const primary = primaryDeployment(service);
  return (
    primary?.taskDefinition === target.taskDefinition &&
    (!target.deployment || primary.id === target.deployment)
  );
}

/** By its id where that is known. An earlier failure of the same revision is not this one’s. */
function ownDeployment(
  deployments: readonly Deployment[],
  primary: Deployment,
  target: HealthTarget,
): Deployment | undefined {
  if (target.deployment) return deployments.find(({ id }) => id === target.deployment);
  const isIntended = ({ taskDefinition }: Deployment) => taskDefinition === target.taskDefinition;
  return isIntended(primary) ? primary : deployments.find(isIntended);
}

function judgeAbsent(
  service: Service | undefined,
  target: HealthTarget,
  { settled }: Memory,
): Verdict {
  if (!settled) return waiting('ECS does not show the service yet');
  const what = service
    ? `is ${service.status}, so it is being deleted or was`
    : `does not exist in the cluster ${target.cluster}`;
  return failed('deploy/service-failed', `the service ${target.serviceName} ${what}`);
}

function gaveUp({ rolloutStateReason, failedTasks }: Deployment, target: HealthTarget): Verdict {
  const reason = rolloutStateReason ? `: ${rolloutStateReason}` : '';
  const count = failedTasks ? ` after ${plural(failedTasks, 'failed task')}` : '';
  return failed(
    'deploy/service-failed',
    `ECS gave up the deployment of ${target.service}${count}${reason}`,
  );
}

function judgeOther(
  primary: Deployment,
  deployments: readonly Deployment[],
  target: HealthTarget,
  { seen, settled }: Memory,
): Verdict {
  const [other, wanted] = [shortName(primary.taskDefinition), shortName(target.taskDefinition)];
  const isOver = primary.rolloutState === 'COMPLETED' && deployments.length === 1;
  if (isOver && (seen || settled)) {
    return failed(
      'deploy/wrong-revision',
      `ECS says that ${target.service} is deployed, but it runs ${other} and not ${wanted}`,
    );
  }
  if (seen) {
    return failed(
      'deploy/service-failed',
      `ECS gave up ${wanted} and puts ${target.service} back to ${other}`,
    );
  }
  return waiting(`${other} is still being deployed`);
}

function judgeTasks(
  tasks: readonly Task[],
  service: Service,
  primary: Deployment,
  target: HealthTarget,
): Verdict {
  const { desiredCount = target.desired } = service;
  const { runningCount = 0, pendingCount = 0 } = primary;
  const healthy = tasks.filter((task) => isHealthy(task, target)).length;
  const older = (service.deployments ?? []).filter(
    ({ status }) => status !== 'PRIMARY' && status !== 'INACTIVE',
  );
  const stale = tasks.filter(
    ({ taskDefinitionArn }) => taskDefinitionArn !== target.taskDefinition,
  );
  const leaving = Math.max(
    stale.length,
    older.reduce((sum, { runningCount = 0 }) => sum + runningCount, 0),
  );
  const text = [
    `${healthy} of ${desiredCount} healthy`,
    ...(runningCount > healthy ? [`${runningCount} running`] : []),
    ...(pendingCount > 0 ? [`${pendingCount} starting`] : []),
    ...(leaving > 0 ? [`${leaving} of the earlier revision left`] : []),
  ].join(', ');
  const isDone =
    primary.rolloutState === 'COMPLETED' &&
    runningCount === desiredCount &&
    older.length === 0 &&
    stale.length === 0 &&
    healthy === desiredCount;
  return isDone ? { state: 'healthy', text } : waiting(text);
}

/** A task whose containers check nothing counts when it runs. */
export function isHealthy(
  task: Task,
  { task: { containerDefinitions = [] }, taskDefinition }: HealthTarget,
): boolean {
  if (task.taskDefinitionArn !== taskDefinition || task.lastStatus !== 'RUNNING') return false;
  const isChecked = containerDefinitions.some(({ healthCheck }) => healthCheck);
  return isChecked ? task.healthStatus === 'HEALTHY' : task.healthStatus !== 'UNHEALTHY';
}

const waiting = (text: string): Verdict => ({ state: 'waiting', text });

const failed = (code: DiagnosticCode, message: string): Verdict => ({
  state: 'failed',
  code,
  message,
});

const plural = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
