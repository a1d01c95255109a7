import { createRequire } from 'node:module';
import type { Resource } from '@aws-cdk/service-spec-types';

const require = createRequire(import.meta.url);

/** What is known of a type of resource beyond CloudFormation's own description. */
interface TypeFacts {
  /** What its replacement does to others; a sentence without subject. */
  readonly replaced?: string;
  /** Replacing it cuts nobody off: CloudFormation has the new one before the old one goes. */
  readonly isSmooth?: true;
  /** Properties that no two resources may share, where the primary identifier does not say so. */
  readonly unique?: readonly string[];
  /** Properties whose change in place cuts somebody off, with what it does. */
  readonly interrupts?: Readonly<Record<string, string>>;
  /** It holds what can't be made again from Git, though CloudFormation's description does not say so. */
  readonly holdsData?: true;
}

/** From CloudFormation's resource reference ("Update requires") and what the services do with it. */
const FACTS: Readonly<Record<string, TypeFacts>> = {
  'AWS::EC2::VPC': { replaced: 'everything in the network is made anew, and every task moves' },
  'AWS::EC2::Subnet': {
    replaced: 'tasks in it have to move, and the old one can’t go before they have',
    unique: ['VpcId', 'CidrBlock'],
  },
  'AWS::EC2::RouteTable': { replaced: 'its subnets have no way out in between' },
  'AWS::EC2::SubnetRouteTableAssociation': {
    replaced: 'its subnet has no way out in between',
    unique: ['SubnetId'],
  },
  'AWS::EC2::Route': {
    replaced: 'there is no way out in between',
    unique: ['RouteTableId', 'DestinationCidrBlock'],
    interrupts: {
      NatGatewayId: 'open connections to the internet break',
      GatewayId: 'open connections to the internet break',
    },
  },
  'AWS::EC2::VPCGatewayAttachment': { replaced: 'nothing reaches the internet in between' },
  'AWS::EC2::EIP': { replaced: 'the address that others see changes' },
  'AWS::EC2::NatGateway': {
    replaced: 'open connections to the internet break, and the address that others see may change',
    unique: ['AllocationId'],
  },
  'AWS::EC2::FlowLog': { replaced: 'some connections are not recorded in between', isSmooth: true },
  'AWS::EC2::SecurityGroup': {
    replaced: 'tasks have to move to the new group, and the old one can’t go before they have',
    unique: ['VpcId', 'GroupName'],
  },
  'AWS::EC2::SecurityGroupIngress': { replaced: 'the old opening goes', isSmooth: true },
  'AWS::EC2::SecurityGroupEgress': { replaced: 'the old opening goes', isSmooth: true },
  'AWS::ECS::Cluster': { replaced: 'its services have to be made anew in the new cluster' },
  'AWS::ServiceDiscovery::HttpNamespace': {
    replaced: 'services do not find one another until each is deployed into the new namespace',
    unique: ['Name'],
  },
  'AWS::IAM::Role': {
    replaced: 'tasks use the new role from their next deployment on',
    isSmooth: true,
  },
  'AWS::IAM::ManagedPolicy': { isSmooth: true, unique: ['ManagedPolicyName'] },
  'AWS::KMS::Alias': { isSmooth: true },
  'AWS::KMS::Key': { replaced: 'what the old key encrypted can be read only while that exists' },
  'AWS::S3::Bucket': { replaced: 'the new bucket is empty' },
  'AWS::S3::BucketPolicy': { isSmooth: true },
  'AWS::Logs::LogGroup': {
    replaced: 'the new log group is empty, and lines go there once tasks are deployed anew',
  },
  'AWS::ECR::Repository': { replaced: 'the new repository has no images', holdsData: true },
};

export const factsOf = (type: string): TypeFacts => FACTS[type] ?? {};

/**
 * CloudFormation's description of a type, by way of the comparison of resources, which has read it
 * already; reading it again would take a third of a second. The path is internal to that library.
 */
function describe(type: string): Resource | undefined {
  const { loadResourceModel } = require('@aws-cdk/cloudformation-diff/lib/diff/util') as {
    loadResourceModel: (type: string) => Resource | undefined;
  };
  return loadResourceModel(type);
}

/** Whether a type holds data that its deletion destroys (`isStateful` of AWS's service description). */
export const holdsData = (type: string): boolean =>
  factsOf(type).holdsData ?? describe(type)?.isStateful ?? false;

/** Properties that together no two resources of a type may share: its fixed name, where it has one. */
export function namingProperties(type: string): readonly string[] {
  const { unique } = factsOf(type);
  if (unique) return unique;
  const { primaryIdentifier = [], properties = {} } = describe(type) ?? {};
  return primaryIdentifier.every((name) => name in properties) ? primaryIdentifier : [];
}
