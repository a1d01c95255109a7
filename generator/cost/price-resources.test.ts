import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fields } from '../render/plain-values.ts';
import type { Resource, Stack } from '../wiring/stack.ts';
import type { Charge } from './charge.ts';
import { FREE_TYPES } from './free-types.ts';
import { monthlyOf } from './money.ts';
import { priceResources } from './price-resources.ts';
import { pricesOf } from './prices.ts';
import { RESOURCE_PRICERS } from './resource-pricers.ts';

/** What resources of these types and properties come to. */
function price(...resources: (readonly [type: string, properties?: Fields])[]) {
  const stack = {
    resources: resources.map(([type, properties = {}]) => ({ type, properties }) as Resource),
  };
  return priceResources({ stacks: [stack as unknown as Stack] });
}

/** Dollars a month in us-east-1, by the id of the charge. */
const dollars = ({ charges = [] }: { charges?: readonly Charge[] }) =>
  Object.fromEntries(
    charges.map(({ id, quantity, price: key }) => [
      id,
      monthlyOf(quantity, pricesOf('us-east-1')?.(key).dollars ?? 0),
    ]),
  );

const many = (number: number, type: string, properties: Fields = {}) =>
  Array.from({ length: number }, () => [type, properties] as const);

/** Reckoned by hand from the pages of AWS: hours are 730. */
const CASES: readonly {
  readonly title: string;
  readonly resources: (readonly [string, Fields?])[];
  readonly dollars: Readonly<Record<string, number>>;
}[] = [
  {
    title: 'NAT gateways by the hour, and 10 GB through them together',
    resources: many(2, 'AWS::EC2::NatGateway'),
    dollars: { 'nat-gateways': 65.7, 'nat-data': 0.45 },
  },
  {
    title: 'an Elastic IP by the hour',
    resources: many(3, 'AWS::EC2::EIP'),
    dollars: { 'elastic-addresses': 10.95 },
  },
  {
    title: 'an interface endpoint in each of its zones, a gateway endpoint not',
    resources: [
      ['AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface', SubnetIds: ['a', 'b'] }],
      ['AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' }],
      ['AWS::EC2::VPCEndpoint', {}],
    ],
    dollars: { 'interface-endpoints': 14.6 },
  },
  {
    title: 'a load balancer that faces the internet, with its addresses',
    resources: [['AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: ['a', 'b'] }]],
    dollars: {
      'load-balancers': 16.43,
      'load-balancers-lcu': 0.58,
      'load-balancer-addresses': 7.3,
    },
  },
  {
    title: 'an internal load balancer without public addresses',
    resources: [
      ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal', Subnets: ['a'] }],
    ],
    dollars: { 'load-balancers': 16.43, 'load-balancers-lcu': 0.58 },
  },
  {
    title: 'a web ACL, its rules and a million requests',
    resources: [['AWS::WAFv2::WebACL', { Rules: [{}, {}, {}] }]],
    dollars: { 'web-acls': 5, 'web-acl-rules': 3, 'web-acl-requests': 0.6 },
  },
  {
    title: 'what is paid by the month',
    resources: [
      ...many(2, 'AWS::KMS::Key'),
      ...many(3, 'AWS::SecretsManager::Secret'),
      ...many(4, 'AWS::CloudWatch::Alarm'),
      ['AWS::CloudWatch::Dashboard'],
      ['AWS::Route53::HostedZone'],
    ],
    dollars: { keys: 2, secrets: 1.2, alarms: 0.4, dashboards: 3, 'hosted-zones': 0.5 },
  },
  {
    title: 'a Valkey cache at the least that is billed, or at its own least',
    resources: [
      ['AWS::ElastiCache::ServerlessCache', { Engine: 'valkey' }],
      [
        'AWS::ElastiCache::ServerlessCache',
        { Engine: 'valkey', CacheUsageLimits: { DataStorage: { Minimum: 1 } } },
      ],
    ],
    dollars: { valkey: 67.45 },
  },
  {
    title: 'image repositories by what they hold',
    resources: many(3, 'AWS::ECR::Repository'),
    dollars: { 'image-storage': 0.6 },
  },
];

for (const { title, resources, dollars: expected } of CASES) {
  test(`${title}`, () => assert.deepEqual(dollars(price(...resources)), expected));
}

test('every pricer of money has a case above', () => {
  const used = new Set(CASES.flatMap(({ resources }) => resources.map(([type]) => type)));
  const unpaid = ['AWS::EC2::FlowLog', 'AWS::ECS::Cluster', 'AWS::S3::Bucket'];
  const missing = Object.keys(RESOURCE_PRICERS).filter((type) => !used.has(type));
  assert.deepEqual(missing, unpaid);
});

test('a type that nothing is known of is told, a free one is not', () => {
  assert.deepEqual(price(['AWS::X::Y'], ['AWS::EC2::VPC']).unpriced, [
    'AWS::X::Y is not in the price table.',
  ]);
  assert.deepEqual(
    Object.keys(RESOURCE_PRICERS).filter((type) => FREE_TYPES.has(type)),
    [],
  );
});

test('what has no price among things that have one is told', () => {
  const told = (type: string, properties: Fields) => price([type, properties]).unpriced?.length;
  assert.equal(told('AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'network' }), 1);
  assert.equal(told('AWS::ElastiCache::ServerlessCache', { Engine: 'redis' }), 1);
  const insights = (Value: string) => ({ ClusterSettings: [{ Name: 'containerInsights', Value }] });
  assert.equal(told('AWS::ECS::Cluster', insights('enabled')), 1);
  assert.equal(told('AWS::ECS::Cluster', insights('disabled')), 0);
  const policy = { PolicyDocument: { Statement: [{ Action: ['bedrock:InvokeModel'] }] } };
  assert.equal(told('AWS::IAM::ManagedPolicy', policy), 1);
});
