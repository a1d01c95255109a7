import type { EcsKind } from '../../wiring/ecs-input.ts';

/** Bounds of a member, both included. */
export interface Bounds {
  readonly of: EcsKind;
  /** Where it stands; see `valuesAt`. */
  readonly member: string;
  readonly min: number;
  readonly max: number;
}

const container = (member: string) => `containerDefinitions.*.${member}`;
const deployment = (member: string) => `deploymentConfiguration.${member}`;
const capacity = (member: string) => `capacityProviderStrategy.*.${member}`;
const policy = (member: string) => `policies.*.TargetTrackingScalingPolicyConfiguration.${member}`;

/** Tasks of a service (Amazon ECS quotas). */
const MOST_TASKS = 5_000;
const ANY = Number.MAX_SAFE_INTEGER;

/** Whole numbers and what ECS on Fargate takes (API reference, at each member; times in seconds). */
export const ranges: readonly Bounds[] = [
  { of: 'task-definition', member: container('portMappings.*.containerPort'), min: 1, max: 65_535 },
  { of: 'task-definition', member: container('stopTimeout'), min: 2, max: 120 },
  { of: 'task-definition', member: container('startTimeout'), min: 2, max: 120 },
  { of: 'task-definition', member: container('healthCheck.interval'), min: 5, max: 300 },
  { of: 'task-definition', member: container('healthCheck.timeout'), min: 2, max: 60 },
  { of: 'task-definition', member: container('healthCheck.retries'), min: 1, max: 10 },
  { of: 'task-definition', member: container('healthCheck.startPeriod'), min: 0, max: 300 },
  {
    of: 'task-definition',
    member: container('restartPolicy.restartAttemptPeriod'),
    min: 60,
    max: 1_800,
  },
  { of: 'task-definition', member: 'ephemeralStorage.sizeInGiB', min: 21, max: 200 },
  { of: 'service', member: 'desiredCount', min: 0, max: MOST_TASKS },
  { of: 'service', member: 'healthCheckGracePeriodSeconds', min: 0, max: 2_147_483_647 },
  { of: 'service', member: capacity('weight'), min: 0, max: 1_000 },
  { of: 'service', member: capacity('base'), min: 0, max: 100_000 },
  { of: 'service', member: deployment('minimumHealthyPercent'), min: 0, max: 100 },
  // Fewer than 100 % would leave no room for the tasks that are wanted.
  { of: 'service', member: deployment('maximumPercent'), min: 100, max: ANY },
  { of: 'service', member: deployment('bakeTimeInMinutes'), min: 0, max: 1_440 },
  { of: 'express-service', member: 'scalingTarget.minTaskCount', min: 1, max: MOST_TASKS },
  { of: 'express-service', member: 'scalingTarget.maxTaskCount', min: 1, max: MOST_TASKS },
  { of: 'express-service', member: 'scalingTarget.autoScalingTargetValue', min: 1, max: ANY },
  { of: 'service-connect', member: 'services.*.clientAliases.*.port', min: 1, max: 65_535 },
  { of: 'service-connect', member: 'services.*.ingressPortOverride', min: 1, max: 65_535 },
  {
    of: 'service-connect',
    member: 'services.*.timeout.idleTimeoutSeconds',
    min: 0,
    max: 2_147_483_647,
  },
  {
    of: 'service-connect',
    member: 'services.*.timeout.perRequestTimeoutSeconds',
    min: 0,
    max: 2_147_483_647,
  },
  { of: 'scaling', member: 'target.MinCapacity', min: 0, max: MOST_TASKS },
  { of: 'scaling', member: 'target.MaxCapacity', min: 1, max: MOST_TASKS },
  { of: 'scaling', member: policy('ScaleOutCooldown'), min: 0, max: ANY },
  { of: 'scaling', member: policy('ScaleInCooldown'), min: 0, max: ANY },
];

/** How many items a list takes (API reference at each member; Amazon ECS quotas). */
export const lengths: readonly Bounds[] = [
  { of: 'task-definition', member: 'containerDefinitions', min: 1, max: 10 },
  { of: 'task-definition', member: 'tags', min: 0, max: 50 },
  { of: 'task-definition', member: container('environmentFiles'), min: 0, max: 10 },
  { of: 'service', member: 'capacityProviderStrategy', min: 1, max: 20 },
  {
    of: 'service',
    member: 'networkConfiguration.awsvpcConfiguration.subnets',
    min: 1,
    max: 16,
  },
  {
    of: 'service',
    member: 'networkConfiguration.awsvpcConfiguration.securityGroups',
    min: 1,
    max: 5,
  },
  { of: 'service', member: 'tags', min: 0, max: 50 },
  // Express Mode wants two Availability Zones (developer guide, "Express Mode").
  { of: 'express-service', member: 'networkConfiguration.subnets', min: 2, max: 16 },
  { of: 'express-service', member: 'networkConfiguration.securityGroups', min: 1, max: 5 },
  { of: 'express-service', member: 'tags', min: 0, max: 50 },
  { of: 'service-connect', member: 'services.*.clientAliases', min: 1, max: 1 },
  { of: 'scaling', member: 'policies', min: 1, max: 50 },
];
