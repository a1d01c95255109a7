import { AwsError } from '../../aws-error.ts';
import type { World } from '../../world.ts';
import type { LiveService, LiveTaskDefinition } from './state.ts';

const lastPart = (nameOrArn: string) => nameOrArn.split('/').at(-1) ?? '';

/** A cluster's name from its name or ARN. */
export function needCluster(world: World, nameOrArn = 'default'): string {
  const name = lastPart(nameOrArn);
  if (world.state.ecs.clusters.get(name)?.status === 'ACTIVE') return name;
  throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
}

/** The service of a name or ARN; of several of one name the last, which may be INACTIVE. */
export function findService(
  world: World,
  cluster: string,
  nameOrArn = '',
): LiveService | undefined {
  const name = lastPart(nameOrArn);
  return world.state.ecs.services.findLast((one) => one.cluster === cluster && one.name === name);
}

export function needService(
  world: World,
  clusterName: string | undefined,
  nameOrArn = '',
): LiveService {
  const fromArn = nameOrArn.startsWith('arn:') ? nameOrArn.split('/').at(-2) : undefined;
  const service = findService(world, needCluster(world, clusterName ?? fromArn), nameOrArn);
  if (!service) throw new AwsError('ServiceNotFoundException', 'Service not found.');
  return service;
}

/** @throws when it is not ACTIVE */
export function needActive(world: World, cluster: string | undefined, nameOrArn = ''): LiveService {
  const service = needService(world, cluster, nameOrArn);
  if (service.status !== 'ACTIVE') {
    throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
  }
  return service;
}

/** A task definition by ARN, by `family:revision`, or the latest ACTIVE one of a family. */
export function findTaskDefinition(world: World, name = ''): LiveTaskDefinition | undefined {
  const [family = '', revision] = (name.startsWith('arn:') ? lastPart(name) : name).split(':');
  const revisions = world.state.ecs.taskDefinitions.get(family) ?? [];
  return revision === undefined
    ? revisions.findLast(({ definition }) => definition.status === 'ACTIVE')
    : revisions.find(({ definition }) => definition.revision === Number(revision));
}

export const clientError = (message: string) => new AwsError('ClientException', message);
export const invalid = (message: string) => new AwsError('InvalidParameterException', message);
