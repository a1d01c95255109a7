import type { Json, KeptRollout, KeptService } from './kept-service.ts';

/** What ECS fills in when a service does not say. */
const DEFAULTS: Json = {
  schedulingStrategy: 'REPLICA',
  deploymentController: { type: 'ECS' },
  enableECSManagedTags: false,
  enableExecuteCommand: false,
  propagateTags: 'NONE',
  healthCheckGracePeriodSeconds: 0,
  availabilityZoneRebalancing: 'ENABLED',
};

const DEPLOYMENT_DEFAULTS: Json = {
  deploymentCircuitBreaker: { enable: false, rollback: false },
  maximumPercent: 200,
  minimumHealthyPercent: 100,
  strategy: 'ROLLING',
  bakeTimeInMinutes: 0,
};

/** Members that stand on the deployment, not on the service. */
const OF_DEPLOYMENT = ['serviceConnectConfiguration', 'volumeConfigurations'];

/** moto's description of a service, completed by what was asked for: its rollout has ended well. */
export function describeService(told: Json, service: KeptService): Json {
  const { isActive } = service;
  const desired = Number(service.settings.desiredCount ?? 0);
  const { launchType: _, pendingCount: __, ...rest } = told;
  const own = Object.fromEntries(
    Object.entries(service.settings).filter(([key]) => !OF_DEPLOYMENT.includes(key)),
  );
  const last = service.rollouts.at(-1);
  return {
    ...rest,
    ...DEFAULTS,
    ...own,
    deploymentConfiguration: {
      ...DEPLOYMENT_DEFAULTS,
      ...(service.settings.deploymentConfiguration as Json | undefined),
    },
    desiredCount: isActive ? desired : 0,
    runningCount: isActive ? desired : 0,
    pendingCount: 0,
    deployments: isActive && last ? [describeDeployment(last, desired)] : [],
    createdAt: service.createdAt,
    events: [],
    placementConstraints: [],
    placementStrategy: [],
    ...(last && {
      currentServiceRevisions: [{ arn: last.revisionArn, runningTaskCount: desired }],
    }),
    ...(last && { currentServiceDeployment: last.serviceDeploymentArn }),
    ...(service.express && { resourceManagementType: 'ECS' }),
  };
}

/** The one deployment of a service that is steady. */
function describeDeployment({ settings, ...rollout }: KeptRollout, desired: number): Json {
  const { networkConfiguration, capacityProviderStrategy, platformVersion } = settings;
  const { serviceConnectConfiguration } = settings;
  return {
    id: rollout.deploymentId,
    status: 'PRIMARY',
    taskDefinition: rollout.taskDefinition,
    desiredCount: desired,
    runningCount: desired,
    pendingCount: 0,
    failedTasks: 0,
    createdAt: rollout.at,
    updatedAt: rollout.at,
    platformFamily: 'Linux',
    rolloutState: 'COMPLETED',
    rolloutStateReason: `ECS deployment ${rollout.deploymentId} completed.`,
    ...(networkConfiguration !== undefined && { networkConfiguration }),
    ...(capacityProviderStrategy !== undefined && { capacityProviderStrategy }),
    ...(platformVersion !== undefined && { platformVersion }),
    ...(serviceConnectConfiguration !== undefined && { serviceConnectConfiguration }),
  };
}
