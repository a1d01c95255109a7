import type { World } from '../../world.ts';
import { logGroupExists } from '../logs.ts';
import { makeBucket } from '../s3/state.ts';
import type { LiveResource } from './state.ts';

/** What making or deleting a resource does elsewhere in the account; a reason where it does not work. */
interface Effect {
  readonly make?: (resource: LiveResource, world: World) => string | undefined;
  readonly remove?: (resource: LiveResource, world: World) => string | undefined;
}

const exists = (resource: LiveResource, property: string) =>
  `Resource handler returned message: "Resource of type '${resource.type}' with identifier '{"/properties/${property}":"${resource.physicalId}"}' already exists." (HandlerErrorCode: AlreadyExists)`;

/** Types that other services' calls can see. */
const EFFECTS: Readonly<Record<string, Effect>> = {
  'AWS::S3::Bucket': {
    make: ({ physicalId, properties }, { state }) => {
      if (state.s3.buckets.has(physicalId)) return `${physicalId} already exists`;
      const { Status } = (properties.VersioningConfiguration ?? {}) as { Status?: string };
      state.s3.buckets.set(physicalId, makeBucket(Status === 'Enabled'));
      return undefined;
    },
    remove: ({ physicalId }, { state }) => {
      if ((state.s3.buckets.get(physicalId)?.versions.length ?? 0) > 0) {
        return 'The bucket you tried to delete is not empty. You must delete all versions in the bucket. (Service: S3, Status Code: 409)';
      }
      state.s3.buckets.delete(physicalId);
      return undefined;
    },
  },
  'AWS::Logs::LogGroup': {
    make: (resource, world) => {
      if (logGroupExists(world, resource.physicalId)) return exists(resource, 'LogGroupName');
      world.state.logs.groups.set(resource.physicalId, {
        createdAt: world.now(),
        streams: new Map(),
      });
      return undefined;
    },
    remove: ({ physicalId }, { state }) => {
      state.logs.groups.delete(physicalId);
      return undefined;
    },
  },
  'AWS::ECS::Cluster': {
    make: ({ physicalId }, { state }) => {
      state.ecs.clusters.set(physicalId, { name: physicalId, status: 'ACTIVE' });
      return undefined;
    },
    remove: ({ physicalId }, { state }) => {
      const busy = state.ecs.services.some(
        ({ cluster, status }) => cluster === physicalId && status !== 'INACTIVE',
      );
      if (busy)
        return 'The Cluster cannot be deleted while Services are active. (Service: AmazonECS; Status Code: 400; Error Code: ClusterContainsServicesException)';
      state.ecs.clusters.set(physicalId, { name: physicalId, status: 'INACTIVE' });
      return undefined;
    },
  },
  'AWS::EC2::SecurityGroup': {
    make: ({ physicalId, properties }, { state }) => {
      const { VpcId = '', GroupName = physicalId } = properties;
      state.ec2.securityGroups.set(physicalId, {
        id: physicalId,
        name: String(GroupName),
        vpcId: String(VpcId),
      });
      return undefined;
    },
    remove: ({ physicalId }, { state }) => {
      const used = [...state.ec2.interfaces.values()].some(({ groups }) =>
        groups.includes(physicalId),
      );
      if (used)
        return `resource ${physicalId} has a dependent object (Service: Ec2, Status Code: 400)`;
      state.ec2.securityGroups.delete(physicalId);
      return undefined;
    },
  },
  'AWS::EC2::Subnet': {
    remove: ({ physicalId }, { state }) =>
      [...state.ec2.interfaces.values()].some(({ subnetId }) => subnetId === physicalId)
        ? `The subnet '${physicalId}' has dependencies and cannot be deleted. (Service: Ec2, Status Code: 400)`
        : undefined,
  },
  // Service Connect keeps a Cloud Map service for each name while its ECS service is there.
  'AWS::ServiceDiscovery::HttpNamespace': {
    remove: ({ physicalId }, { state }) =>
      state.ecs.services.some(
        ({ status, settings }) =>
          status !== 'INACTIVE' &&
          settings.serviceConnectConfiguration?.namespace?.endsWith(physicalId),
      )
        ? 'Namespace has associated services (Service: ServiceDiscovery, Status Code: 400, Error Code: ResourceInUse)'
        : undefined,
  },
  'AWS::EC2::VPC': {
    remove: ({ physicalId }, { state }) =>
      [...state.ec2.securityGroups.values()].some(({ vpcId }) => vpcId === physicalId)
        ? `The vpc '${physicalId}' has dependencies and cannot be deleted. (Service: Ec2, Status Code: 400)`
        : undefined,
  },
  'AWS::ECR::Repository': {
    make: (resource, { state }) => {
      if (state.ecr.repositories.has(resource.physicalId))
        return exists(resource, 'RepositoryName');
      state.ecr.repositories.set(resource.physicalId, new Map());
      return undefined;
    },
    remove: ({ physicalId }, { state }) => {
      state.ecr.repositories.delete(physicalId);
      return undefined;
    },
  },
};

export const makeElsewhere = (resource: LiveResource, world: World): string | undefined =>
  EFFECTS[resource.type]?.make?.(resource, world);
export const removeElsewhere = (resource: LiveResource, world: World): string | undefined =>
  EFFECTS[resource.type]?.remove?.(resource, world);
