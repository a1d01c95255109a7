import type { EcsInputs } from '../../wiring/ecs-input.ts';
import type { EcsFinding, EcsRule } from './ecs-rule.ts';

type Service = EcsInputs['service'];

/** ECS's own when the call says nothing (DeploymentConfiguration). */
const DEFAULTS = { maximumPercent: 200, minimumHealthyPercent: 100 };

/** How a service goes from one revision to the next. */
export const deploymentRules: readonly EcsRule[] = [
  {
    code: 'ecs/deployment-moves',
    says: 'a deployment can start a task before it stops one, or stop one before it starts one',
    check: { service: checkRoom },
  },
  {
    code: 'ecs/deployment-rolls-back',
    says: 'a deployment that fails ends where it began: circuit breaker and rollback are on',
    check: {
      service: ({ deploymentConfiguration: { deploymentCircuitBreaker: breaker } = {} }) =>
        breaker?.enable && breaker.rollback
          ? []
          : [
              {
                path: ['deploymentConfiguration', 'deploymentCircuitBreaker'],
                message: 'a deployment that fails would go on for hours and stay half done',
                hint: 'deploymentCircuitBreaker: {enable: true, rollback: true}',
              },
            ],
    },
  },
  {
    code: 'ecs/zone-rebalancing',
    says: 'rebalancing between Availability Zones has room to start a task first',
    check: {
      service: ({ availabilityZoneRebalancing, deploymentConfiguration = {} }) =>
        availabilityZoneRebalancing !== 'DISABLED' &&
        (deploymentConfiguration.maximumPercent ?? DEFAULTS.maximumPercent) <= 100
          ? [
              {
                path: ['availabilityZoneRebalancing'],
                message: 'ECS refuses rebalancing where `maximumPercent` is 100 or less',
                hint: 'raise `maximumPercent`, or write DISABLED',
              },
            ]
          : [],
    },
  },
  {
    code: 'ecs/strategy-settings',
    says: 'a deployment has the settings of its strategy, and no others',
    check: { service: checkStrategySettings },
  },
];

/** Rounding as ECS does it: the most is rounded down, the fewest up (DeploymentConfiguration). */
function checkRoom({ desiredCount = 0, deploymentConfiguration = {} }: Service): EcsFinding[] {
  const {
    maximumPercent = DEFAULTS.maximumPercent,
    minimumHealthyPercent = DEFAULTS.minimumHealthyPercent,
  } = deploymentConfiguration;
  const most = Math.floor((desiredCount * maximumPercent) / 100);
  const fewest = Math.ceil((desiredCount * minimumHealthyPercent) / 100);
  if (desiredCount === 0 || most > desiredCount || fewest < desiredCount) return [];
  const counts = desiredCount === 1 ? 'the one task' : `${desiredCount} tasks`;
  return [
    {
      path: ['deploymentConfiguration'],
      message: `with ${counts}, \`maximumPercent\` ${maximumPercent} and \`minimumHealthyPercent\` ${minimumHealthyPercent} no task can be started or stopped`,
      hint: 'maximumPercent: 200',
    },
  ];
}

/** Settings that belong to one strategy each. */
const SETTINGS = {
  linearConfiguration: 'LINEAR',
  canaryConfiguration: 'CANARY',
} as const;

function checkStrategySettings({ deploymentConfiguration = {} }: Service): EcsFinding[] {
  const { strategy = 'ROLLING', bakeTimeInMinutes } = deploymentConfiguration;
  const misplaced = (Object.keys(SETTINGS) as (keyof typeof SETTINGS)[])
    .filter((setting) => deploymentConfiguration[setting] && SETTINGS[setting] !== strategy)
    .map((setting) => ({
      path: ['deploymentConfiguration', setting],
      message: `\`${setting}\` belongs to the strategy ${SETTINGS[setting]}, not to ${strategy}`,
    }));
  if (strategy !== 'BLUE_GREEN' || bakeTimeInMinutes !== undefined) return misplaced;
  const message = 'the strategy BLUE_GREEN needs `bakeTimeInMinutes`';
  return [...misplaced, { path: ['deploymentConfiguration', 'strategy'], message }];
}
