import type { EcsKind } from '../../wiring/ecs-input.ts';

/** What a change of a member does to a service that runs. */
export type Effect =
  /** New tasks take the place of the old ones. */
  | 'deploys'
  /** AWS changes it on the running service. */
  | 'in-place'
  /** It can't be changed: the service has to be deleted and made anew. */
  | 'recreates';

/**
 * By kind of file and its first member; `*` is any other. From the doc strings of `UpdateService` in
 * the AWS SDK ("This parameter triggers a new service deployment"), and for Express Mode from the
 * reference of `AWS::ECS::ExpressGatewayService`: every update makes a new service revision.
 */
const EFFECTS: Readonly<Record<EcsKind, Readonly<Record<string, Effect>>>> = {
  'task-definition': { '*': 'deploys' },
  'service-connect': { '*': 'deploys' },
  scaling: { '*': 'in-place' },
  service: {
    cluster: 'recreates',
    serviceName: 'recreates',
    launchType: 'recreates',
    schedulingStrategy: 'recreates',
    role: 'recreates',
    taskDefinition: 'deploys',
    // ECS refuses another one otherwise: "you must force a new deployment".
    capacityProviderStrategy: 'deploys',
    networkConfiguration: 'deploys',
    platformVersion: 'deploys',
    loadBalancers: 'deploys',
    serviceRegistries: 'deploys',
    volumeConfigurations: 'deploys',
    vpcLatticeConfigurations: 'deploys',
    '*': 'in-place',
  },
  'express-service': {
    cluster: 'recreates',
    serviceName: 'recreates',
    infrastructureRoleArn: 'recreates',
    tags: 'in-place',
    '*': 'deploys',
  },
};

/** @param path such as `containerDefinitions.[store].image` */
export function effectOf(kind: EcsKind, path: string): Effect {
  // It can't be changed on a running service (Service Connect, "appProtocol").
  if (/(?:^|\.)appProtocol$/.test(path)) return 'recreates';
  const [member = ''] = path.split('.');
  return EFFECTS[kind][member] ?? EFFECTS[kind]['*'] ?? 'in-place';
}
