/**
 * What CloudFormation calls to look at resources of a type, while it makes them and when it looks for
 * drift (handlers in the CloudFormation registry; 2026). A handler that is denied one of them fails.
 */
export const LOOKING: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::VPC': [
    ...['ec2:DescribeVpcs', 'ec2:DescribeVpcAttribute', 'ec2:DescribeVpcEncryptionControls'],
    ...['ec2:DescribeNetworkAcls', 'ec2:DescribeSecurityGroups'],
  ],
  'AWS::EC2::InternetGateway': ['ec2:DescribeInternetGateways'],
  'AWS::EC2::VPCGatewayAttachment': ['ec2:DescribeInternetGateways'],
  'AWS::EC2::RouteTable': ['ec2:DescribeRouteTables'],
  'AWS::EC2::Route': ['ec2:DescribeRouteTables'],
  // `Fn::GetAZs` looks at zones, account and subnets.
  'AWS::EC2::Subnet': [
    ...['ec2:DescribeSubnets', 'ec2:DescribeNetworkAcls'],
    ...['ec2:DescribeAvailabilityZones', 'ec2:DescribeAccountAttributes'],
  ],
  'AWS::EC2::SubnetRouteTableAssociation': ['ec2:DescribeRouteTables'],
  'AWS::EC2::EIP': ['ec2:DescribeAddresses', 'ec2:DescribeTags'],
  'AWS::EC2::NatGateway': ['ec2:DescribeNatGateways'],
  'AWS::EC2::FlowLog': ['ec2:DescribeFlowLogs'],
  // Before one is deleted, it is asked which instances stand in it.
  'AWS::EC2::SecurityGroup': ['ec2:DescribeSecurityGroups', 'ec2:DescribeInstances'],
  'AWS::EC2::SecurityGroupIngress': ['ec2:DescribeSecurityGroupRules'],
  'AWS::EC2::SecurityGroupEgress': ['ec2:DescribeSecurityGroupRules'],
  'AWS::KMS::Key': [
    ...['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'],
  ],
  'AWS::KMS::Alias': ['kms:ListAliases'],
  'AWS::Logs::LogGroup': [
    ...['logs:DescribeLogGroups', 'logs:DescribeIndexPolicies'],
    ...['logs:GetDataProtectionPolicy', 'logs:ListTagsForResource'],
  ],
  'AWS::IAM::Role': [
    ...['iam:GetRole', 'iam:GetRolePolicy'],
    ...['iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
  ],
  'AWS::IAM::ManagedPolicy': [
    ...['iam:GetPolicy', 'iam:GetPolicyVersion'],
    ...['iam:ListEntitiesForPolicy', 'iam:ListPolicyVersions'],
  ],
  'AWS::ECS::Cluster': ['ecs:DescribeClusters', 'ecs:ListTagsForResource'],
  'AWS::ServiceDiscovery::HttpNamespace': [
    ...['servicediscovery:GetNamespace', 'servicediscovery:GetOperation'],
    'servicediscovery:ListTagsForResource',
  ],
  'AWS::S3::Bucket': [
    ...['s3:GetAccelerateConfiguration', 's3:GetAnalyticsConfiguration', 's3:GetBucketCORS'],
    ...['s3:GetBucketLogging', 's3:GetBucketMetadataTableConfiguration'],
    ...['s3:GetBucketNotification', 's3:GetBucketObjectLockConfiguration'],
    ...['s3:GetBucketOwnershipControls', 's3:GetBucketPublicAccessBlock', 's3:GetBucketTagging'],
    ...['s3:GetBucketVersioning', 's3:GetBucketWebsite', 's3:GetEncryptionConfiguration'],
    ...['s3:GetIntelligentTieringConfiguration', 's3:GetInventoryConfiguration'],
    ...['s3:GetLifecycleConfiguration', 's3:GetMetricsConfiguration'],
    ...['s3:GetReplicationConfiguration', 's3:ListBucket', 's3:ListTagsForResource'],
  ],
  'AWS::S3::BucketPolicy': ['s3:GetBucketPolicy'],
};
