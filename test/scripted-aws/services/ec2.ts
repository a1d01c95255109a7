import type {
  DeleteSecurityGroupRequest,
  DescribeAddressesResult,
  DescribeNetworkInterfacesRequest,
  DescribeNetworkInterfacesResult,
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResult,
  DescribeVpcsRequest,
  DescribeVpcsResult,
  Filter,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../aws-error.ts';
import { type Handlers, pageOf } from '../handlers.ts';
import type { World } from '../world.ts';

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface NetworkInterface {
  readonly id: string;
  readonly groups: readonly string[];
  readonly subnetId: string;
  readonly address: string;
}

export interface Ec2State {
  readonly securityGroups: Map<string, SecurityGroup>;
  readonly interfaces: Map<string, NetworkInterface>;
  /** Ids of VPCs that no stack of a test made, and of Elastic IP addresses. */
  readonly vpcs: Set<string>;
  readonly addresses: Set<string>;
}

export const emptyEc2 = (): Ec2State => ({
  securityGroups: new Map(),
  interfaces: new Map(),
  vpcs: new Set(),
  addresses: new Set(),
});

/** Whether what a filter asks for is what a thing has. */
function passes(
  filters: readonly Filter[] = [],
  has: (name: string) => readonly string[],
): boolean {
  return filters.every(({ Name = '', Values = [] }) =>
    has(Name).some((value) => Values.some((pattern) => isLike(value, pattern))),
  );
}

const isLike = (value: string, pattern: string) =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(value);

/** Groups on a page. Few, so that tests see pages. */
const PAGE = 5;

function describeSecurityGroups(
  input: DescribeSecurityGroupsRequest,
  world: World,
): DescribeSecurityGroupsResult {
  const all = [...world.state.ec2.securityGroups.values()];
  for (const id of input.GroupIds ?? []) needGroup(world, id);
  const wanted = all
    .filter(({ id }) => input.GroupIds?.includes(id) ?? true)
    .filter((group) => passes(input.Filters, (name) => valuesOf(group, name)));
  const { page, next } = pageOf(wanted, input.NextToken, input.MaxResults ?? PAGE);
  return {
    SecurityGroups: page.map(({ id, name, vpcId, tags = {} }) => ({
      GroupId: id,
      GroupName: name,
      VpcId: vpcId,
      OwnerId: world.account,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    })),
    ...(next && { NextToken: next }),
  };
}

function valuesOf({ id, name, vpcId, tags = {} }: SecurityGroup, filter: string): string[] {
  if (filter.startsWith('tag:')) return [tags[filter.slice(4)] ?? ''];
  const values = { 'group-id': id, 'group-name': name, 'vpc-id': vpcId } as Record<string, string>;
  return [values[filter] ?? ''];
}

function needGroup({ state }: World, id = ''): SecurityGroup {
  const group = state.ec2.securityGroups.get(id);
  if (group) return group;
  throw new AwsError('InvalidGroup.NotFound', `The security group '${id}' does not exist`);
}

function deleteSecurityGroup({ GroupId }: DeleteSecurityGroupRequest, world: World): object {
  const { id } = needGroup(world, GroupId);
  const { interfaces, securityGroups } = world.state.ec2;
  if ([...interfaces.values()].some(({ groups }) => groups.includes(id))) {
    throw new AwsError('DependencyViolation', `resource ${id} has a dependent object`);
  }
  securityGroups.delete(id);
  return { Return: true, GroupId: id };
}

function describeNetworkInterfaces(
  input: DescribeNetworkInterfacesRequest,
  world: World,
): DescribeNetworkInterfacesResult {
  const wanted = [...world.state.ec2.interfaces.values()]
    .filter(({ id }) => input.NetworkInterfaceIds?.includes(id) ?? true)
    .filter((one) =>
      passes(input.Filters, (name) =>
        name === 'group-id' ? one.groups : name === 'subnet-id' ? [one.subnetId] : [],
      ),
    );
  return {
    NetworkInterfaces: wanted.map(({ id, groups, subnetId, address }) => ({
      NetworkInterfaceId: id,
      SubnetId: subnetId,
      PrivateIpAddress: address,
      Status: 'in-use',
      Groups: groups.map((GroupId) => ({ GroupId })),
    })),
  };
}

function describeVpcs({ NextToken }: DescribeVpcsRequest, { state }: World): DescribeVpcsResult {
  const { page, next } = pageOf([...state.ec2.vpcs], NextToken, PAGE);
  return { Vpcs: page.map((VpcId) => ({ VpcId })), ...(next && { NextToken: next }) };
}

const describeAddresses = (_: object, { state }: World): DescribeAddressesResult => ({
  Addresses: [...state.ec2.addresses].map((AllocationId) => ({ AllocationId })),
});

export const ec2: Handlers = {
  DescribeVpcs: describeVpcs,
  DescribeAddresses: describeAddresses,
  DescribeSecurityGroups: describeSecurityGroups,
  DeleteSecurityGroup: deleteSecurityGroup,
  DescribeNetworkInterfaces: describeNetworkInterfaces,
};
