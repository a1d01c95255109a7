/**
 * What CloudFormation calls to make, change and delete resources of a type, reads apart (handlers in
 * the CloudFormation registry, as far as the templates use the type; 2026).
 */
export const MAKING: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::VPC': ['ec2:CreateVpc', 'ec2:ModifyVpcAttribute', 'ec2:DeleteVpc'],
  'AWS::EC2::InternetGateway': ['ec2:CreateInternetGateway', 'ec2:DeleteInternetGateway'],
  'AWS::EC2::VPCGatewayAttachment': ['ec2:AttachInternetGateway', 'ec2:DetachInternetGateway'],
  'AWS::EC2::RouteTable': ['ec2:CreateRouteTable', 'ec2:DeleteRouteTable'],
  'AWS::EC2::Route': ['ec2:CreateRoute', 'ec2:ReplaceRoute', 'ec2:DeleteRoute'],
  'AWS::EC2::Subnet': ['ec2:CreateSubnet', 'ec2:ModifySubnetAttribute', 'ec2:DeleteSubnet'],
  'AWS::EC2::SubnetRouteTableAssociation': [
    'ec2:AssociateRouteTable',
    'ec2:DisassociateRouteTable',
  ],
  'AWS::EC2::EIP': ['ec2:AllocateAddress', 'ec2:ReleaseAddress'],
  'AWS::EC2::NatGateway': ['ec2:CreateNatGateway', 'ec2:DeleteNatGateway'],
  'AWS::EC2::FlowLog': [
    ...['ec2:CreateFlowLogs', 'ec2:DeleteFlowLogs', 'iam:PassRole'],
    ...['logs:CreateLogDelivery', 'logs:DeleteLogDelivery'],
  ],
  'AWS::EC2::SecurityGroup': [
    ...['ec2:CreateSecurityGroup', 'ec2:DeleteSecurityGroup'],
    ...['ec2:AuthorizeSecurityGroupEgress', 'ec2:RevokeSecurityGroupEgress'],
  ],
  'AWS::EC2::SecurityGroupIngress': [
    ...['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress'],
    'ec2:UpdateSecurityGroupRuleDescriptionsIngress',
  ],
  'AWS::EC2::SecurityGroupEgress': [
    ...['ec2:AuthorizeSecurityGroupEgress', 'ec2:RevokeSecurityGroupEgress'],
    'ec2:UpdateSecurityGroupRuleDescriptionsEgress',
  ],
  'AWS::KMS::Key': [
    ...['kms:CreateKey', 'kms:PutKeyPolicy', 'kms:UpdateKeyDescription'],
    ...['kms:EnableKey', 'kms:DisableKey', 'kms:EnableKeyRotation', 'kms:DisableKeyRotation'],
    ...['kms:ScheduleKeyDeletion', 'kms:TagResource', 'kms:UntagResource'],
  ],
  'AWS::KMS::Alias': ['kms:CreateAlias', 'kms:UpdateAlias', 'kms:DeleteAlias'],
  'AWS::Logs::LogGroup': [
    ...['logs:CreateLogGroup', 'logs:DeleteLogGroup', 'logs:TagResource', 'logs:UntagResource'],
    ...['logs:PutRetentionPolicy', 'logs:DeleteRetentionPolicy'],
    ...['logs:AssociateKmsKey', 'logs:DisassociateKmsKey'],
  ],
  'AWS::IAM::Role': [
    ...['iam:CreateRole', 'iam:DeleteRole', 'iam:UpdateRole', 'iam:UpdateRoleDescription'],
    ...['iam:UpdateAssumeRolePolicy', 'iam:PutRolePermissionsBoundary'],
    ...['iam:AttachRolePolicy', 'iam:DetachRolePolicy', 'iam:TagRole', 'iam:UntagRole'],
  ],
  'AWS::IAM::ManagedPolicy': [
    ...['iam:CreatePolicy', 'iam:DeletePolicy', 'iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
    ...['iam:CreatePolicyVersion', 'iam:DeletePolicyVersion'],
  ],
  'AWS::ECS::Cluster': [
    ...['ecs:CreateCluster', 'ecs:DeleteCluster', 'ecs:UpdateCluster', 'ecs:UpdateClusterSettings'],
    ...['ecs:PutClusterCapacityProviders', 'ecs:TagResource', 'ecs:UntagResource'],
    'iam:CreateServiceLinkedRole',
  ],
  'AWS::ServiceDiscovery::HttpNamespace': [
    ...['servicediscovery:CreateHttpNamespace', 'servicediscovery:DeleteNamespace'],
    'servicediscovery:UpdateHttpNamespace',
    ...['servicediscovery:TagResource', 'servicediscovery:UntagResource'],
  ],
  'AWS::S3::Bucket': [
    ...['s3:CreateBucket', 's3:DeleteBucket', 's3:TagResource', 's3:UntagResource'],
    ...['s3:PutBucketLogging', 's3:PutBucketOwnershipControls', 's3:PutBucketPublicAccessBlock'],
    ...['s3:PutBucketTagging', 's3:PutBucketVersioning', 's3:PutEncryptionConfiguration'],
    's3:PutLifecycleConfiguration',
  ],
  'AWS::S3::BucketPolicy': ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'],
};

/** What tags of any type in Amazon EC2 take. */
export const TAGGING = ['ec2:CreateTags', 'ec2:DeleteTags'];
