import type {
  DeploymentConfiguration,
  RegisterTaskDefinitionRequest,
  Service,
} from '@aws-sdk/client-ecs';
import { rollSteps } from '../../diff/services/roll.ts';

/** Seconds until Fargate has a machine with its network interface; mostly half a minute. */
const PROVISIONING = 90;

/** Seconds to pull and unpack an image of about a gigabyte. */
const IMAGE_PULL = 90;

/** Seconds in which a task's process starts, where no health check says when it has. */
const START_UNCHECKED = 30;

/**
 * ECS starts a task again that failed once, for want of capacity or by a flaky pull. That is no failed
 * deployment, so there is time for a second try.
 */
const TRIES = 2;

/** Seconds that a load balancer drains a target, unless its target group says less (default). */
const DEREGISTRATION = 300;

/** Seconds of a canary of an Express service, whose settings are ECS's own: 5 %, then all, 3 minutes each. */
const EXPRESS_BAKE = 360;

/** Seconds for ECS to notice that all is done. */
const SLACK = 60;

/** What ECS takes where the file says nothing (ContainerDefinition, HealthCheck; ECS guide). */
const DEFAULTS = { interval: 30, timeout: 5, retries: 3, startPeriod: 0, stopTimeout: 30 };

/** What decides how long a service rolls. */
export type Rolled = Pick<
  Service,
  'desiredCount' | 'deploymentConfiguration' | 'loadBalancers' | 'resourceManagementType'
> & {
  /** No tasks run yet, so that all start at once. */
  readonly isNew?: boolean;
};

/**
 * How long a healthy deployment of a service takes at most, in milliseconds. ECS itself never gives
 * up without a circuit breaker.
 */
export function deadlineOf(task: RegisterTaskDefinitionRequest, service: Rolled): number {
  const start = PROVISIONING + IMAGE_PULL + secondsToHealthy(task);
  const isExpress = service.resourceManagementType === 'ECS';
  const isBalanced = isExpress || (service.loadBalancers ?? []).length > 0;
  const stop = stopSeconds(task) + (isBalanced ? DEREGISTRATION : 0);
  const rolling = waves(service) * (TRIES * start + stop);
  const bake = Math.max(bakeSeconds(service.deploymentConfiguration), isExpress ? EXPRESS_BAKE : 0);
  return (rolling + bake + SLACK) * 1000;
}

/** A container is told healthy after its last failing check but one, at the latest. */
function secondsToHealthy({ containerDefinitions = [] }: RegisterTaskDefinitionRequest): number {
  const checked = containerDefinitions.flatMap(({ healthCheck }) => {
    if (!healthCheck) return [];
    const {
      interval = DEFAULTS.interval,
      timeout = DEFAULTS.timeout,
      retries = DEFAULTS.retries,
      startPeriod = DEFAULTS.startPeriod,
    } = healthCheck;
    return [startPeriod + interval * (retries + 1) + timeout];
  });
  return Math.max(START_UNCHECKED, ...checked);
}

const stopSeconds = ({ containerDefinitions = [] }: RegisterTaskDefinitionRequest): number =>
  Math.max(0, ...containerDefinitions.map(({ stopTimeout = DEFAULTS.stopTimeout }) => stopTimeout));

function waves({ desiredCount = 0, deploymentConfiguration: limits, isNew }: Rolled): number {
  if (isNew) return 1;
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = limits ?? {};
  const steps = rollSteps({ desired: desiredCount, minimumHealthyPercent, maximumPercent });
  return Math.max(1, steps.length);
}

/** Time in which both revisions run on purpose: canary and blue/green deployments. */
function bakeSeconds(limits: DeploymentConfiguration = {}): number {
  const { bakeTimeInMinutes = 0, canaryConfiguration, linearConfiguration } = limits;
  const { stepPercent = 100, stepBakeTimeInMinutes = 0 } = linearConfiguration ?? {};
  const canary = canaryConfiguration?.canaryBakeTimeInMinutes ?? 0;
  return 60 * (bakeTimeInMinutes + canary + (100 / stepPercent) * stepBakeTimeInMinutes);
}
