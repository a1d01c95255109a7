import type { LiveService } from '../services/live-service.ts';

/**
 * What of a service decides about a plan. How many tasks run, what its events say and, under scaling,
 * how many it wants is left out: that moves by itself.
 */
export function fingerprintService({ service, running, latest, scaling, express }: LiveService) {
  const primary = service?.deployments?.find(({ status }) => status === 'PRIMARY');
  return {
    status: service?.status,
    arn: service?.serviceArn,
    taskDefinition: service?.taskDefinition,
    desired: scaling || express ? undefined : service?.desiredCount,
    deployment: service?.deploymentConfiguration,
    network: service?.networkConfiguration,
    capacity: service?.capacityProviderStrategy,
    platform: service?.platformVersion,
    loadBalancers: service?.loadBalancers,
    connect: primary?.serviceConnectConfiguration,
    tags: service?.tags,
    running: running?.arn,
    latest: latest?.arn,
    scaling,
    express: express?.activeConfigurations,
  };
}
