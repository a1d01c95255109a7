import { type LiveService, primaryOf } from '../services/live-service.ts';

/**
 * What of a service decides about a plan. How many tasks run, what its events say and, under scaling,
 * how many it wants is left out: that moves by itself.
 */
export function fingerprintService(live: LiveService) {
  const { service, running, latest, scaling, express } = live;
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
    connect: primaryOf(live)?.serviceConnectConfiguration,
    tags: service?.tags,
    running: running?.arn,
    latest: latest?.arn,
    scaling,
    express: express?.activeConfigurations,
  };
}
