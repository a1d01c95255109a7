import type { Emulator } from './start-emulator.ts';

type Look = (emulator: Pick<Emulator, 'moto'>) => Promise<readonly string[]>;

/** Every text that an expression finds in an answer. */
const all = (text: string, form: RegExp): string[] => [
  ...new Set([...text.matchAll(form)].map(([, found = '']) => found)),
];

const ec2 =
  (operation: string, form: RegExp, filter: Record<string, string> = {}): Look =>
  async ({ moto }) =>
    all(await moto.query('ec2', operation, filter), form);

/** Kinds of things that stacks and deployments make, and how moto is asked for those that there are. */
const LOOKS: Readonly<Record<string, Look>> = {
  vpc: ec2('DescribeVpcs', /<vpcId>(vpc-\w+)</g, {
    'Filter.1.Name': 'is-default',
    'Filter.1.Value.1': 'false',
  }),
  subnet: ec2('DescribeSubnets', /<subnetId>(subnet-\w+)</g, {
    'Filter.1.Name': 'default-for-az',
    'Filter.1.Value.1': 'false',
  }),
  address: ec2('DescribeAddresses', /<allocationId>(eipalloc-\w+)</g),
  'NAT gateway': ec2('DescribeNatGateways', /<natGatewayId>(nat-\w+)</g, {
    'Filter.1.Name': 'state',
    'Filter.1.Value.1': 'available',
  }),
  'internet gateway': ec2('DescribeInternetGateways', /<internetGatewayId>(igw-\w+)</g),
  'route table': ec2('DescribeRouteTables', /<routeTableId>(rtb-\w+)</g, {
    'Filter.1.Name': 'association.main',
    'Filter.1.Value.1': 'false',
  }),
  'security group': async ({ moto }) =>
    all(await moto.query('ec2', 'DescribeSecurityGroups', {}), /<groupName>(?!default<)([^<]+)</g),
  'flow log': ec2('DescribeFlowLogs', /<flowLogId>(fl-\w+)</g),
  role: async ({ moto }) => all(await moto.query('iam', 'ListRoles', {}), /<RoleName>([^<]+)</g),
  policy: async ({ moto }) =>
    all(await moto.query('iam', 'ListPolicies', { Scope: 'Local' }), /<PolicyName>([^<]+)</g),
  cluster: async ({ moto }) => {
    const { clusterArns } = await moto.ecs<{ clusterArns: string[] }>('ListClusters', {});
    const { clusters } = await moto.ecs<{ clusters: { clusterName: string; status: string }[] }>(
      'DescribeClusters',
      { clusters: clusterArns },
    );
    return clusters.filter(({ status }) => status === 'ACTIVE').map((one) => one.clusterName);
  },
  'task definition': async ({ moto }) => {
    const { taskDefinitionArns } = await moto.ecs<{ taskDefinitionArns: string[] }>(
      'ListTaskDefinitions',
      { status: 'ACTIVE' },
    );
    return taskDefinitionArns;
  },
  'log group': async ({ moto }) => {
    const { logGroups } = await moto.logs<{ logGroups: { logGroupName: string }[] }>(
      'DescribeLogGroups',
      {},
    );
    return logGroups.map(({ logGroupName }) => logGroupName);
  },
  bucket: ({ moto }) => moto.bucketNames(),
  'scalable target': async ({ moto }) => {
    const { ScalableTargets } = await moto.call<{ ScalableTargets: { ResourceId: string }[] }>(
      'application-autoscaling',
      'AnyScaleFrontendService.DescribeScalableTargets',
      { ServiceNamespace: 'ecs' },
    );
    return ScalableTargets.map(({ ResourceId }) => ResourceId);
  },
};

/** What there is in the account, by kind; kinds of which there is nothing do not appear. */
export async function whatIsLeft(
  emulator: Pick<Emulator, 'moto' | 'memory'>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { stacks, services } = emulator.memory;
  const live = [...stacks.values()].filter(({ status }) => status !== 'DELETE_COMPLETE');
  const active = [...services.values()].filter(({ isActive }) => isActive);
  const found: [string, readonly string[]][] = [
    ['stack', live.map(({ name }) => name)],
    ['service', active.map(({ name }) => name)],
  ];
  for (const [kind, look] of Object.entries(LOOKS)) found.push([kind, await look(emulator)]);
  return Object.fromEntries(
    found.filter(([, names]) => names.length > 0).map(([kind, names]) => [kind, names.toSorted()]),
  );
}
