import type { World } from '../../world.ts';
import type { LiveResource } from './state.ts';

type Properties = Readonly<Record<string, unknown>>;
type Identify = (properties: Properties, generated: string, world: World) => string;

const ec2 =
  (prefix: string): Identify =>
  (_properties, _generated, world) =>
    `${prefix}-${world.unique(17)}`;
const named =
  (property: string): Identify =>
  (properties, generated) =>
    String(properties[property] ?? generated);
const arnOf =
  (service: string, kind: string): Identify =>
  (_properties, generated, world) =>
    world.arn(service, `${kind}/${generated}`);

/** What `Ref` of each type is. Types that are not here get a generated name, as most do. */
const IDENTITIES: Readonly<Record<string, Identify>> = {
  'AWS::EC2::VPC': ec2('vpc'),
  'AWS::EC2::Subnet': ec2('subnet'),
  'AWS::EC2::InternetGateway': ec2('igw'),
  'AWS::EC2::NatGateway': ec2('nat'),
  'AWS::EC2::RouteTable': ec2('rtb'),
  'AWS::EC2::SubnetRouteTableAssociation': ec2('rtbassoc'),
  'AWS::EC2::SecurityGroup': ec2('sg'),
  'AWS::EC2::SecurityGroupIngress': ec2('sgr'),
  'AWS::EC2::SecurityGroupEgress': ec2('sgr'),
  'AWS::EC2::VPCEndpoint': ec2('vpce'),
  'AWS::EC2::FlowLog': ec2('fl'),
  'AWS::ECS::Cluster': named('ClusterName'),
  'AWS::S3::Bucket': (properties, generated) =>
    String(properties.BucketName ?? generated.toLowerCase()),
  'AWS::Logs::LogGroup': named('LogGroupName'),
  'AWS::IAM::Role': named('RoleName'),
  'AWS::IAM::ManagedPolicy': (properties, generated, world) =>
    `arn:aws:iam::${world.account}:policy/${properties.ManagedPolicyName ?? generated}`,
  'AWS::IAM::OIDCProvider': (properties, _generated, world) =>
    `arn:aws:iam::${world.account}:oidc-provider/${String(properties.Url).replace('https://', '')}`,
  'AWS::ServiceDiscovery::HttpNamespace': (_properties, _generated, world) =>
    `ns-${world.unique(16)}`,
  'AWS::ECR::Repository': named('RepositoryName'),
  'AWS::KMS::Alias': named('AliasName'),
  'AWS::KMS::Key': (_properties, _generated, world) =>
    `${world.unique(8)}-${world.unique(4)}-${world.unique(4)}-${world.unique(4)}-${world.unique(12)}`,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': arnOf('elasticloadbalancing', 'loadbalancer/app'),
  'AWS::ElasticLoadBalancingV2::TargetGroup': arnOf('elasticloadbalancing', 'targetgroup'),
  'AWS::ElasticLoadBalancingV2::Listener': arnOf('elasticloadbalancing', 'listener/app'),
  'AWS::CertificateManager::Certificate': arnOf('acm', 'certificate'),
};

/** A new resource's physical id. */
export function identify(
  type: string,
  properties: Properties,
  stackAndLogicalId: string,
  world: World,
): string {
  const generated = `${stackAndLogicalId}-${world.unique(12)}`;
  return (IDENTITIES[type] ?? ((_properties, name) => name))(properties, generated, world);
}

type Attribute = (resource: LiveResource, world: World) => string;

/** `Fn::GetAtt` of each type and attribute. */
const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  'AWS::EC2::SecurityGroup.GroupId': ({ physicalId }) => physicalId,
  'AWS::EC2::EIP.AllocationId': ({ physicalId }) => `eipalloc-${physicalId.slice(-12)}`,
  'AWS::ECS::Cluster.Arn': ({ physicalId }, { arn }) => arn('ecs', `cluster/${physicalId}`),
  'AWS::S3::Bucket.Arn': ({ physicalId }) => `arn:aws:s3:::${physicalId}`,
  'AWS::Logs::LogGroup.Arn': ({ physicalId }, { arn }) => arn('logs', `log-group:${physicalId}:*`),
  'AWS::IAM::Role.Arn': ({ physicalId, properties }, { account }) =>
    `arn:aws:iam::${account}:role${properties.Path ?? '/'}${physicalId}`,
  'AWS::IAM::ManagedPolicy.PolicyArn': ({ physicalId }) => physicalId,
  'AWS::ServiceDiscovery::HttpNamespace.Id': ({ physicalId }) => physicalId,
  'AWS::EC2::VPC.VpcId': ({ physicalId }) => physicalId,
  'AWS::ServiceDiscovery::HttpNamespace.Arn': ({ physicalId }, { arn }) =>
    arn('servicediscovery', `namespace/${physicalId}`),
  'AWS::KMS::Key.Arn': ({ physicalId }, { arn }) => arn('kms', `key/${physicalId}`),
  'AWS::ECR::Repository.Arn': ({ physicalId }, { arn }) => arn('ecr', `repository/${physicalId}`),
  'AWS::ECR::Repository.RepositoryUri': ({ physicalId }, { account, region }) =>
    `${account}.dkr.ecr.${region}.amazonaws.com/${physicalId}`,
  'AWS::IAM::OIDCProvider.Arn': ({ physicalId }) => physicalId,
  'AWS::ElasticLoadBalancingV2::LoadBalancer.DNSName': ({ logicalId }, { region }) =>
    `${logicalId.toLowerCase()}-1.${region}.elb.amazonaws.com`,
  'AWS::ElasticLoadBalancingV2::LoadBalancer.CanonicalHostedZoneID': () => 'Z1H1FL5HABSF5',
};

/** @throws when the double does not know an attribute; then it belongs into the table */
export function attributeOf(resource: LiveResource, name: string, world: World): string {
  const attribute = ATTRIBUTES[`${resource.type}.${name}`];
  if (!attribute) throw new Error(`add ${resource.type}.${name} to the double of CloudFormation`);
  return attribute(resource, world);
}
