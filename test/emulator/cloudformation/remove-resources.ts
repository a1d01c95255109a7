import type { Exchange } from '../patch.ts';
import type { KeptStack } from './kept-stack.ts';
import { type Json, resourcesIn, type TemplateResource } from './template.ts';

/** One resource that a stack gives up. */
interface Leaving {
  readonly exchange: Exchange;
  readonly physicalId: string;
  readonly properties: Json;
  /** What a property of it refers to, as a physical id. */
  readonly resolve: (value: unknown) => string;
}

type Remove = (leaving: Leaving) => Promise<unknown>;

/**
 * Types that moto's CloudFormation makes and never removes, in an order in which they can be removed
 * before the others.
 */
const REMOVED_FIRST: readonly (readonly [type: string, remove: Remove])[] = [
  [
    'AWS::IAM::ManagedPolicy',
    async ({ exchange: { moto }, physicalId: PolicyArn, properties, resolve }) => {
      for (const role of (properties.Roles ?? []) as readonly unknown[]) {
        await moto.query('iam', 'DetachRolePolicy', { PolicyArn, RoleName: resolve(role) });
      }
      await moto.query('iam', 'DeletePolicy', { PolicyArn });
    },
  ],
  [
    'AWS::EC2::NatGateway',
    ({ exchange: { moto }, physicalId }) =>
      moto.query('ec2', 'DeleteNatGateway', { NatGatewayId: physicalId }),
  ],
  [
    'AWS::EC2::EIP',
    ({ exchange: { moto }, physicalId }) =>
      moto.query('ec2', 'ReleaseAddress', { PublicIp: physicalId }),
  ],
  [
    'AWS::EC2::FlowLog',
    ({ exchange: { moto }, physicalId }) =>
      moto.query('ec2', 'DeleteFlowLogs', { 'FlowLogId.1': physicalId }),
  ],
  [
    'AWS::EC2::RouteTable',
    async ({ exchange: { moto }, physicalId: RouteTableId }) => {
      const told = await moto.query('ec2', 'DescribeRouteTables', {
        'RouteTableId.1': RouteTableId,
      });
      // A stack's association has no id of its own in moto.
      for (const AssociationId of new Set(told.match(/rtbassoc-\w+/g))) {
        await moto.query('ec2', 'DisassociateRouteTable', { AssociationId });
      }
      await moto.query('ec2', 'DeleteRouteTable', { RouteTableId });
    },
  ],
  [
    'AWS::EC2::VPCGatewayAttachment',
    ({ exchange: { moto }, properties, resolve }) =>
      moto.query('ec2', 'DetachInternetGateway', {
        InternetGatewayId: resolve(properties.InternetGatewayId),
        VpcId: resolve(properties.VpcId),
      }),
  ],
  [
    'AWS::EC2::InternetGateway',
    ({ exchange: { moto }, physicalId }) =>
      moto.query('ec2', 'DeleteInternetGateway', { InternetGatewayId: physicalId }),
  ],
];

/** Likewise, after the others. */
const REMOVED_LAST: typeof REMOVED_FIRST = [
  [
    'AWS::ECS::Cluster',
    ({ exchange: { moto }, physicalId }) => moto.ecs('DeleteCluster', { cluster: physicalId }),
  ],
];

type RemoveFrom = (
  exchange: Exchange,
  stack: KeptStack,
  physicalIds: ReadonlyMap<string, string>,
  gone: readonly string[],
) => Promise<void>;

const removing =
  (table: typeof REMOVED_FIRST): RemoveFrom =>
  async (exchange, { body }, physicalIds, gone) => {
    const resources = resourcesIn(body);
    const resolve = (value: unknown) => physicalIds.get(String((value as Json)?.Ref)) ?? '';
    for (const [type, remove] of table) {
      for (const id of gone.filter((one) => isRemoved(resources[one], type))) {
        const properties = resources[id]?.Properties ?? {};
        const physicalId = physicalIds.get(id) ?? '';
        await remove({ exchange, physicalId, properties, resolve });
      }
    }
  };

const isRemoved = (resource: TemplateResource | undefined, type: string): boolean =>
  resource?.Type === type && resource.DeletionPolicy !== 'Retain';

export const removeFirst: RemoveFrom = removing(REMOVED_FIRST);
export const removeLast: RemoveFrom = removing(REMOVED_LAST);
