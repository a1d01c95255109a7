import { isDeepStrictEqual } from 'node:util';
import type {
  CreateServiceRequest,
  CreateServiceResponse,
  DeleteServiceRequest,
  DeleteServiceResponse,
  DescribeServicesRequest,
  DescribeServicesResponse,
  ListServicesRequest,
  ListServicesResponse,
  UpdateServiceRequest,
  UpdateServiceResponse,
} from '@aws-sdk/client-ecs';
import { pageOf } from '../../handlers.ts';
import type { World } from '../../world.ts';
import { shown } from './describe-service.ts';
import { findService, invalid, needActive, needCluster, needService } from './find.ts';
import { launch, startDeployment } from './rollout.ts';
import { checkPorts, failForFreshRole, filledIn, needRevision } from './service-settings.ts';
import type { LiveService } from './state.ts';
import { isStopped, stop } from './tasks.ts';

/** Milliseconds until the tasks of a service that is deleted are gone. */
const DRAINING_TIME = 30_000;

export function createService(input: CreateServiceRequest, world: World): CreateServiceResponse {
  return { service: shown(makeService(input, world), world, true) };
}

/** @param finish is given the service before its first deployment begins */
export function makeService(
  input: CreateServiceRequest,
  world: World,
  finish: (service: LiveService) => void = () => {},
): LiveService {
  const cluster = needCluster(world, input.cluster);
  const { serviceName: name = '', clientToken, tags = [] } = input;
  const same = findService(world, cluster, name);
  if (same && same.status !== 'INACTIVE') {
    if (same.status === 'DRAINING')
      throw invalid('Unable to Start a service that is still Draining.');
    if (clientToken && same.clientToken === clientToken) return same;
    throw invalid('Creation of service was not idempotent.');
  }
  failForFreshRole(world);
  const taskDefinition = needRevision(world, input.taskDefinition);
  checkPorts(world, { ...input, taskDefinition });
  const service: LiveService = {
    cluster,
    name,
    arn: world.arn('ecs', `service/${cluster}/${name}`),
    createdAt: world.now(),
    status: 'ACTIVE',
    settings: filledIn({ ...input, taskDefinition }),
    ...(clientToken !== undefined && { clientToken }),
    tags: [...tags],
    deployments: [],
    events: [],
    history: [],
    revisions: [],
  };
  finish(service);
  world.state.ecs.services.push(service);
  startDeployment(service, world);
  return service;
}

/** A change of any of these replaces the tasks. */
const RESTARTING = [
  'taskDefinition',
  'networkConfiguration',
  'capacityProviderStrategy',
  'platformVersion',
  'loadBalancers',
  'serviceRegistries',
  'serviceConnectConfiguration',
  'volumeConfigurations',
] as const;

export function updateService(input: UpdateServiceRequest, world: World): UpdateServiceResponse {
  const service = needActive(world, input.cluster, input.service);
  const { cluster: _cluster, service: _name, forceNewDeployment, taskDefinition, ...given } = input;
  if (service.express && (given.loadBalancers || given.deploymentConfiguration)) {
    throw invalid(
      'loadBalancers and deploymentConfiguration cannot be updated for an Express Gateway service.',
    );
  }
  const before = service.settings;
  const after = {
    ...before,
    ...given,
    ...(given.deploymentConfiguration && {
      deploymentConfiguration: {
        ...before.deploymentConfiguration,
        ...given.deploymentConfiguration,
      },
    }),
    ...(taskDefinition !== undefined && { taskDefinition: needRevision(world, taskDefinition) }),
  } as LiveService['settings'];
  checkPorts(world, after);
  service.settings = after;
  const restarts = RESTARTING.some((name) => !isDeepStrictEqual(before[name], after[name]));
  if (restarts || forceNewDeployment) startDeployment(service, world);
  else if (after.desiredCount !== before.desiredCount) scale(service, world);
  return { service: shown(service, world, true) };
}

/** More or fewer tasks of what runs. */
function scale(service: LiveService, world: World): void {
  const [deployment] = service.deployments;
  if (!deployment) return;
  const tasks = world.state.ecs.tasks.filter(
    (one) => one.deployment === deployment.id && !isStopped(one),
  );
  const { desiredCount } = service.settings;
  for (let more = tasks.length; more < desiredCount; more++) launch(service, deployment, world);
  for (const task of tasks.slice(desiredCount)) {
    stop(task, world, {
      stoppedReason: `Scaling activity initiated by (deployment ${deployment.id})`,
    });
  }
}

export function deleteService(input: DeleteServiceRequest, world: World): DeleteServiceResponse {
  const service = needService(world, input.cluster, input.service);
  if (service.status === 'INACTIVE') return { service: shown(service, world, true) };
  if (service.settings.desiredCount > 0 && !input.force) {
    throw invalid('The service cannot be stopped while it is scaled above 0.');
  }
  drain(service, world);
  return { service: shown(service, world, true) };
}

/** A deleted service's name stays taken until it is INACTIVE. */
export function drain(service: LiveService, world: World): void {
  if (service.status !== 'ACTIVE') return;
  service.status = 'DRAINING';
  service.settings = { ...service.settings, desiredCount: 0 };
  world.clock.after(DRAINING_TIME, () => {
    for (const task of world.state.ecs.tasks) {
      if (task.service !== service.name || task.cluster !== service.cluster) continue;
      stop(task, world, { stoppedReason: 'Scaling activity initiated by deletion of the service' });
    }
    service.status = 'INACTIVE';
  });
}

export function describeServices(
  { cluster, services = [], include }: DescribeServicesRequest,
  world: World,
): DescribeServicesResponse {
  if (services.length === 0) throw invalid('Services cannot be empty.');
  if (services.length > 10) throw invalid('Services cannot have more than 10 elements.');
  const name = needCluster(world, cluster);
  const found = services.map((one) => ({ one, service: findService(world, name, one) }));
  const withTags = include?.includes('TAGS') ?? false;
  return {
    services: found.flatMap(({ service }) => (service ? [shown(service, world, withTags)] : [])),
    failures: found
      .filter(({ service }) => !service)
      .map(({ one }) => ({
        arn: one.startsWith('arn:') ? one : world.arn('ecs', `service/${name}/${one}`),
        reason: 'MISSING',
      })),
  };
}

/** AWS's own default. */
const PAGE = 10;

export function listServices(input: ListServicesRequest, world: World): ListServicesResponse {
  const cluster = needCluster(world, input.cluster);
  const arns = world.state.ecs.services
    .filter((one) => one.cluster === cluster && one.status !== 'INACTIVE')
    .map(({ arn }) => arn);
  const { page, next } = pageOf(arns, input.nextToken, input.maxResults ?? PAGE);
  return { serviceArns: page, ...(next && { nextToken: next }) };
}
