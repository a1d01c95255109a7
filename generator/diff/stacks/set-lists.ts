/**
 * Lists that AWS takes for sets, by the property that holds them, so that their order means nothing
 * (CloudFormation's resource reference; the IAM policy grammar for those of policies).
 */
export const SET_LISTS: ReadonlySet<string> = new Set([
  'Action',
  'AvailabilityZones',
  'AWS',
  'CapacityProviders',
  'ClusterSettings',
  'DefaultCapacityProviderStrategy',
  'DependsOn',
  'Federated',
  'ManagedPolicyArns',
  'NotAction',
  'NotResource',
  'Policies',
  'Resource',
  'Roles',
  'SecurityGroupEgress',
  'SecurityGroupIds',
  'SecurityGroupIngress',
  'SecurityGroups',
  'Service',
  'Statement',
  'SubnetIds',
  'Subnets',
  'Tags',
]);

/** Members of a policy that may be one text or a list of it (IAM policy grammar). */
export const ONE_OR_MANY: ReadonlySet<string> = new Set([
  'Action',
  'AWS',
  'DependsOn',
  'Federated',
  'NotAction',
  'NotResource',
  'Resource',
  'Service',
  'Statement',
]);
