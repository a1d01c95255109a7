import type { Deployment, ServiceDeployment } from '@aws-sdk/client-ecs';
import type { World } from '../../world.ts';
import type { LiveDeployment, LiveService } from './state.ts';

/** Decimal digits, as ECS numbers deployments and revisions. */
export function digits(length: number, world: World): string {
  return BigInt(`0x${world.unique(24)}`)
    .toString()
    .slice(0, length);
}

/** A deployment that has just begun, as DescribeServices tells it. */
export function describe(
  id: string,
  { settings }: LiveService,
  world: World,
  undoes: LiveDeployment | undefined,
): Deployment {
  const { serviceConnectConfiguration: connect } = settings;
  return {
    id,
    status: 'PRIMARY',
    taskDefinition: settings.taskDefinition,
    createdAt: world.now(),
    updatedAt: world.now(),
    ...(settings.capacityProviderStrategy && {
      capacityProviderStrategy: settings.capacityProviderStrategy,
    }),
    ...(settings.launchType && { launchType: settings.launchType }),
    platformVersion: settings.platformVersion === 'LATEST' ? '1.4.0' : settings.platformVersion,
    platformFamily: 'Linux',
    ...(settings.networkConfiguration && { networkConfiguration: settings.networkConfiguration }),
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: undoes
      ? `ECS deployment circuit breaker: rolling back to deploymentId ${id}.`
      : `ECS deployment ${id} in progress.`,
    ...(connect && {
      serviceConnectConfiguration: connect,
      serviceConnectResources: (connect.services ?? []).map(({ discoveryName, portName = '' }) => ({
        discoveryName: discoveryName ?? portName,
        discoveryArn: world.arn('servicediscovery', `service/srv-${world.unique(16)}`),
      })),
    }),
  };
}

/** Keeps what a deployment is of, and answers with its ARN. */
export function addRevision(service: LiveService, world: World): string {
  const serviceRevisionArn = world.arn(
    'ecs',
    `service-revision/${service.cluster}/${service.name}/${digits(19, world)}`,
  );
  const { taskDefinition, networkConfiguration, serviceConnectConfiguration } = service.settings;
  service.revisions.push({
    serviceRevisionArn,
    serviceArn: service.arn,
    clusterArn: world.arn('ecs', `cluster/${service.cluster}`),
    taskDefinition,
    createdAt: world.now(),
    ...(networkConfiguration && { networkConfiguration }),
    ...(serviceConnectConfiguration && { serviceConnectConfiguration }),
  });
  return serviceRevisionArn;
}

/** Begins the record of a deployment, which outlives it. */
export function addRecord(service: LiveService, revision: string, world: World): ServiceDeployment {
  const running = service.deployments[0];
  const record: ServiceDeployment = {
    serviceDeploymentArn: world.arn(
      'ecs',
      `service-deployment/${service.cluster}/${service.name}/${world.unique(20)}`,
    ),
    serviceArn: service.arn,
    clusterArn: world.arn('ecs', `cluster/${service.cluster}`),
    createdAt: world.now(),
    startedAt: world.now(),
    status: 'IN_PROGRESS',
    targetServiceRevision: { arn: revision, requestedTaskCount: service.settings.desiredCount },
    sourceServiceRevisions: running ? [{ arn: running.revisionArn }] : [],
    deploymentCircuitBreaker: {
      status: 'MONITORING',
      failureCount: 0,
      threshold: threshold(service),
    },
  };
  // A newer deployment takes over from one that has not come to an end.
  if (running?.record.status === 'IN_PROGRESS') {
    Object.assign(running.record, { status: 'STOPPED', stoppedAt: world.now() });
  }
  service.history.push(record);
  return record;
}

/** Half of the desired count, between 3 and 200 (ECS developer guide, deployment circuit breaker). */
export const threshold = ({ settings }: LiveService) =>
  Math.min(200, Math.max(3, Math.ceil(settings.desiredCount / 2)));
