/**
 * Properties whose change replaces a resource ("Update requires: Replacement" in CloudFormation's
 * reference), for the types that templates here use. Written down apart from what the generator reads,
 * so that the two can differ.
 */
const CREATE_ONLY: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::VPC': ['CidrBlock'],
  'AWS::EC2::Subnet': ['VpcId', 'CidrBlock', 'AvailabilityZone'],
  'AWS::EC2::RouteTable': ['VpcId'],
  'AWS::EC2::Route': ['RouteTableId', 'DestinationCidrBlock'],
  'AWS::EC2::SubnetRouteTableAssociation': ['SubnetId'],
  'AWS::EC2::VPCGatewayAttachment': ['VpcId'],
  'AWS::EC2::NatGateway': ['AllocationId', 'SubnetId'],
  'AWS::EC2::SecurityGroup': ['GroupDescription', 'GroupName', 'VpcId'],
  'AWS::EC2::SecurityGroupIngress': [
    'GroupId',
    'IpProtocol',
    'FromPort',
    'ToPort',
    'SourceSecurityGroupId',
  ],
  'AWS::EC2::SecurityGroupEgress': [
    'GroupId',
    'IpProtocol',
    'FromPort',
    'ToPort',
    'DestinationSecurityGroupId',
  ],
  'AWS::EC2::FlowLog': [
    'ResourceId',
    'ResourceType',
    'TrafficType',
    'LogGroupName',
    'DeliverLogsPermissionArn',
  ],
  'AWS::EC2::VPCEndpoint': ['VpcId', 'ServiceName', 'VpcEndpointType'],
  'AWS::ECS::Cluster': ['ClusterName'],
  'AWS::ServiceDiscovery::HttpNamespace': ['Name'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::S3::BucketPolicy': ['Bucket'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::IAM::Role': ['RoleName', 'Path'],
  'AWS::IAM::ManagedPolicy': ['ManagedPolicyName', 'Description', 'Path'],
  'AWS::KMS::Alias': ['AliasName'],
  'AWS::ECR::Repository': ['RepositoryName', 'EncryptionConfiguration'],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['Name', 'Scheme', 'Type'],
  'AWS::ElasticLoadBalancingV2::TargetGroup': ['Name', 'Port', 'Protocol', 'TargetType', 'VpcId'],
};

export const isCreateOnly = (type: string, property: string): boolean =>
  CREATE_ONLY[type]?.includes(property) ?? false;
