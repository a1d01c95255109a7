import type {
  CreateExpressGatewayServiceRequest,
  CreateServiceRequest,
  UpdateServiceRequest,
} from '@aws-sdk/client-ecs';
import { configurationOf, type LiveService, primaryOf } from './live-service.ts';

/** How a member of a service's input is read from what AWS tells. */
export interface Member {
  readonly read: (live: LiveService) => unknown;
  /** What AWS takes where a file says nothing, for what must not stay when a file stops naming it. */
  readonly otherwise?: unknown;
}

const ofService =
  (member: keyof NonNullable<LiveService['service']>) =>
  ({ service }: LiveService): unknown =>
    service?.[member];

/** Members that are compared otherwise, or that DescribeServices does not tell. */
type Apart =
  | 'cluster'
  | 'service'
  | 'taskDefinition'
  | 'desiredCount'
  | 'forceNewDeployment'
  | 'serviceConnectConfiguration'
  | 'gatewayConnectors'
  | 'monitoring';

/** Members that UpdateService takes. */
export const updatableMembers: Readonly<
  Record<Exclude<keyof UpdateServiceRequest, Apart>, Member>
> = {
  availabilityZoneRebalancing: { read: ofService('availabilityZoneRebalancing') },
  capacityProviderStrategy: { read: ofService('capacityProviderStrategy') },
  deploymentConfiguration: { read: ofService('deploymentConfiguration') },
  deploymentController: { read: ({ service }) => service?.deploymentController ?? { type: 'ECS' } },
  enableECSManagedTags: { read: ofService('enableECSManagedTags'), otherwise: false },
  enableExecuteCommand: { read: ofService('enableExecuteCommand'), otherwise: false },
  healthCheckGracePeriodSeconds: {
    read: ({ service }) => service?.healthCheckGracePeriodSeconds ?? 0,
    otherwise: 0,
  },
  loadBalancers: { read: ofService('loadBalancers'), otherwise: [] },
  networkConfiguration: {
    read: (live) => live.service?.networkConfiguration ?? primaryOf(live)?.networkConfiguration,
  },
  placementConstraints: { read: ofService('placementConstraints'), otherwise: [] },
  placementStrategy: { read: ofService('placementStrategy'), otherwise: [] },
  platformVersion: { read: ofService('platformVersion') },
  propagateTags: { read: ({ service }) => service?.propagateTags ?? 'NONE', otherwise: 'NONE' },
  serviceRegistries: { read: ofService('serviceRegistries'), otherwise: [] },
  volumeConfigurations: {
    read: (live) => primaryOf(live)?.volumeConfigurations,
    otherwise: [],
  },
  vpcLatticeConfigurations: {
    read: (live) => primaryOf(live)?.vpcLatticeConfigurations,
    otherwise: [],
  },
};

/** All members of a service that are compared; a change of what UpdateService does not take makes it anew. */
export const serviceMembers: Readonly<Partial<Record<keyof CreateServiceRequest, Member>>> = {
  ...updatableMembers,
  launchType: { read: ofService('launchType') },
  schedulingStrategy: { read: ({ service }) => service?.schedulingStrategy ?? 'REPLICA' },
};

/** Members of an Express service. Its load balancer and how it deploys are its own. */
export const expressMembers: Readonly<
  Partial<Record<keyof CreateExpressGatewayServiceRequest, Member>>
> = {
  healthCheckPath: { read: (live) => configurationOf(live)?.healthCheckPath },
  infrastructureRoleArn: { read: ({ express }) => express?.infrastructureRoleArn },
  networkConfiguration: { read: (live) => configurationOf(live)?.networkConfiguration },
  scalingTarget: { read: (live) => configurationOf(live)?.scalingTarget },
};

/** Members of an Express service that UpdateExpressGatewayService takes, the revision apart. */
export const updatableExpressMembers = [
  'healthCheckPath',
  'networkConfiguration',
  'scalingTarget',
] as const satisfies readonly (keyof CreateExpressGatewayServiceRequest)[];
