import { fieldsOf, listOf } from '../render/plain-values.ts';
import type { Resource } from '../wiring/stack.ts';
import { addressCharges, count, hourlyCharge, type Priced } from './charge.ts';
import { priceBalancers } from './price-balancers.ts';
import { priceCaches } from './price-caches.ts';
import type { PriceKey } from './prices.ts';
import { USAGE } from './usage.ts';

/** What all resources of one type cost together. There is at least one. */
type Pricer = (resources: readonly Resource[]) => Priced;

/** What resources of a type cost. A type that is neither here nor free is told as without a price. */
export const RESOURCE_PRICERS: Readonly<Record<string, Pricer>> = {
  'AWS::EC2::NatGateway': priceNatGateways,
  'AWS::EC2::EIP': ({ length }) => ({
    charges: addressCharges('elastic-addresses', 'Elastic IP', length),
  }),
  'AWS::EC2::VPCEndpoint': priceEndpoints,
  'AWS::EC2::FlowLog': byUse('VPC flow logs, by the connections that they record.'),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': priceBalancers,
  'AWS::WAFv2::WebACL': priceWebAcls,
  'AWS::Route53::HostedZone': monthly('hosted-zones', 'hosted zone', 'hostedZone'),
  'AWS::KMS::Key': monthly(
    'keys',
    'KMS key',
    'key',
    'Requests to KMS, and what a key costs more after its first rotations.',
  ),
  'AWS::SecretsManager::Secret': monthly('secrets', 'secret', 'secret'),
  'AWS::CloudWatch::Alarm': monthly('alarms', 'alarm', 'alarm'),
  'AWS::CloudWatch::Dashboard': monthly('dashboards', 'dashboard', 'dashboard'),
  'AWS::ElastiCache::ServerlessCache': priceCaches,
  'AWS::ECR::Repository': priceRepositories,
  'AWS::ECS::Cluster': priceClusters,
  'AWS::S3::Bucket': byUse('Storage and requests of S3.'),
};

/** Paid by the month, one like the other. */
function monthly(id: string, one: string, price: PriceKey, ...unpriced: readonly string[]): Pricer {
  return ({ length }) => ({
    charges: [{ id, item: count(length, one), quantity: length, price }],
    unpriced,
  });
}

/** Paid by use alone, which the files don't tell. */
function byUse(...unpriced: readonly string[]): Pricer {
  return () => ({ unpriced });
}

function priceNatGateways({ length }: readonly Resource[]): Priced {
  const { natGb } = USAGE;
  return {
    charges: [
      hourlyCharge('nat-gateways', count(length, 'NAT gateway'), length, 'natGateway'),
      { id: 'nat-data', item: 'NAT gateways, data', quantity: natGb, price: 'natData' },
    ],
    assumptions: [`${natGb} GB go through the NAT gateways.`],
  };
}

/** A gateway endpoint, which an endpoint is when nothing is said, costs nothing. */
function priceEndpoints(all: readonly Resource[]): Priced {
  const paid = all.filter(({ properties }) => properties.VpcEndpointType === 'Interface');
  if (paid.length === 0) return {};
  const zones = paid.reduce((sum, { properties }) => sum + listOf(properties.SubnetIds).length, 0);
  const item = `${count(paid.length, 'interface endpoint')}, each in its zones`;
  return {
    charges: [hourlyCharge('interface-endpoints', item, zones, 'interfaceEndpoint')],
    unpriced: ['Data through interface endpoints.'],
  };
}

function priceWebAcls(acls: readonly Resource[]): Priced {
  const { length } = acls;
  const rules = acls.reduce((sum, { properties }) => sum + listOf(properties.Rules).length, 0);
  const millions = USAGE.millionRequestsOfWebAcl;
  return {
    charges: [
      { id: 'web-acls', item: count(length, 'web ACL'), quantity: length, price: 'webAcl' },
      { id: 'web-acl-rules', item: 'web ACLs, rules', quantity: rules, price: 'webAclRule' },
      {
        id: 'web-acl-requests',
        item: 'web ACLs, requests',
        quantity: millions * length,
        price: 'webAclRequests',
      },
    ],
    assumptions: [`A web ACL looks at ${millions} million requests.`],
    unpriced: ['Rule groups of AWS WAF that cost more than a rule.'],
  };
}

function priceRepositories({ length }: readonly Resource[]): Priced {
  const gb = USAGE.imageGbOfRepository;
  const item = `${count(length, 'image repository', 'image repositories')}, storage`;
  return {
    charges: [{ id: 'image-storage', item, quantity: gb * length, price: 'imageStorage' }],
    assumptions: [`An image repository holds ${gb} GB.`],
  };
}

/** Clusters cost nothing; Container Insights does, when it is on. */
function priceClusters(all: readonly Resource[]): Priced {
  const settings = all
    .flatMap(({ properties }) => listOf(properties.ClusterSettings))
    .map(fieldsOf);
  const isWatched = settings.some(
    ({ Name, Value }) => Name === 'containerInsights' && Value !== 'disabled',
  );
  return { unpriced: isWatched ? ['Metrics of Container Insights.'] : [] };
}
