import { fieldsOf, listOf } from '../../../render/plain-values.ts';
import type { Resource } from '../../../wiring/stack.ts';
import { isOn, isSaid, type Protection, rankIn } from './protection.ts';

type Row = Protection<Resource>;

const property = (
  name: string,
  what: string,
  rank: (value: unknown) => number,
  more: Partial<Row> = {},
): Row => ({
  what,
  path: ['Properties', name],
  rank: ({ properties }) => rank(properties[name]),
  ...more,
});

const isTrue = (value: unknown) => (isOn(value) ? 1 : 0);
const dangerous = { weaker: 'dangerous' } as const;

/** The value of a setting in a list of keys and values. */
const setting = (list: unknown, key: string): unknown => {
  const found = listOf(list)
    .map(fieldsOf)
    .find((one) => (one.Name ?? one.Key) === key);
  return found?.Value;
};

const attribute = (key: string, what: string): Row => ({
  ...property('LoadBalancerAttributes', what, (list) => isTrue(setting(list, key))),
});

/** S3 encrypts with its own keys where nothing is said (S3 user guide, "default encryption"). */
function bucketEncryption(value: unknown): number {
  const [rule] = listOf(fieldsOf(value).ServerSideEncryptionConfiguration).map(fieldsOf);
  const { SSEAlgorithm, KMSMasterKeyID } = fieldsOf(rule?.ServerSideEncryptionByDefault);
  return String(SSEAlgorithm ?? '').startsWith('aws:kms') ? 1 + isSaid(KMSMasterKeyID) : 0;
}

const countOn = (value: unknown) => Object.values(fieldsOf(value)).filter(isOn).length;

/** Security policies of a load balancer, by the oldest TLS that they let in (ELB user guide, "Security policies"). */
function oldestTls(policy: unknown): number {
  const name = String(policy ?? '');
  if (/TLS13-1-3/.test(name)) return 2;
  return /TLS13-1-2|TLS-1-2|FS-1-2/.test(name) ? 1 : 0;
}

/** What each type of resource is protected by (CloudFormation's resource reference). */
export const RESOURCE_PROTECTIONS: Readonly<Record<string, readonly Row[]>> = {
  'AWS::S3::Bucket': [
    property('BucketEncryption', 'encryption of objects', bucketEncryption),
    property('PublicAccessBlockConfiguration', 'the block of public access', countOn, dangerous),
    property('VersioningConfiguration', 'versions of objects', (value) =>
      rankIn(['Suspended', 'Enabled'], fieldsOf(value).Status),
    ),
    property('LoggingConfiguration', 'the access log', isSaid),
    property('OwnershipControls', 'object ownership', (value) =>
      rankIn(
        ['ObjectWriter', 'BucketOwnerPreferred', 'BucketOwnerEnforced'],
        fieldsOf(listOf(fieldsOf(value).Rules)[0]).ObjectOwnership,
      ),
    ),
  ],
  'AWS::KMS::Key': [property('EnableKeyRotation', 'yearly rotation of the key', isTrue)],
  'AWS::Logs::LogGroup': [
    property('KmsKeyId', 'encryption of log lines with a key of yours', isSaid),
    // CloudWatch Logs keeps lines for ever where nothing is said.
    property('RetentionInDays', 'how long log lines are kept', (days) =>
      days === undefined ? Number.POSITIVE_INFINITY : Number(days),
    ),
  ],
  'AWS::EC2::FlowLog': [
    property('TrafficType', 'what the record of connections holds', (value) =>
      rankIn(['REJECT', 'ALL'], value),
    ),
  ],
  'AWS::EC2::Subnet': [
    property('MapPublicIpOnLaunch', 'no public address by itself', (value) => -isTrue(value)),
  ],
  'AWS::ECR::Repository': [
    property('ImageTagMutability', 'tags that can’t be moved', (value) =>
      value === 'IMMUTABLE' ? 1 : 0,
    ),
    property('ImageScanningConfiguration', 'the scan of images', (value) =>
      isTrue(fieldsOf(value).ScanOnPush),
    ),
    property('EncryptionConfiguration', 'encryption of images', (value) =>
      rankIn(['AES256', 'KMS'], fieldsOf(value).EncryptionType),
    ),
  ],
  'AWS::ECS::Cluster': [
    property('ClusterSettings', 'Container Insights', (value) =>
      rankIn(['disabled', 'enabled', 'enhanced'], setting(value, 'containerInsights')),
    ),
    property('Configuration', 'the record of ECS Exec', (value) =>
      rankIn(
        ['NONE', 'DEFAULT', 'OVERRIDE'],
        fieldsOf(fieldsOf(value).ExecuteCommandConfiguration).Logging ?? 'DEFAULT',
      ),
    ),
    property('Configuration', 'encryption of ECS Exec', (value) =>
      isSaid(fieldsOf(fieldsOf(value).ExecuteCommandConfiguration).KmsKeyId),
    ),
  ],
  'AWS::ElasticLoadBalancingV2::Listener': [
    property('Protocol', 'TLS', (value) => rankIn(['HTTP', 'HTTPS'], value), dangerous),
    property('SslPolicy', 'the oldest TLS that is let in', oldestTls),
  ],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [
    attribute('access_logs.s3.enabled', 'the access log'),
    attribute('deletion_protection.enabled', 'protection against deletion'),
    attribute('routing.http.drop_invalid_header_fields.enabled', 'dropping of invalid headers'),
    property(
      'Scheme',
      'being inside the VPC only',
      (value) => rankIn(['internet-facing', 'internal'], value),
      dangerous,
    ),
  ],
  'AWS::WAFv2::WebACL': [
    property('Rules', 'rules of the web ACL', (value) => listOf(value).length),
  ],
  'AWS::Cognito::UserPool': [
    property('MfaConfiguration', 'a second factor', (value) =>
      rankIn(['OFF', 'OPTIONAL', 'ON'], value),
    ),
    property('DeletionProtection', 'protection against deletion', (value) =>
      rankIn(['INACTIVE', 'ACTIVE'], value),
    ),
  ],
  'AWS::SecretsManager::Secret': [property('KmsKeyId', 'encryption with a key of yours', isSaid)],
  'AWS::SNS::Topic': [property('KmsMasterKeyId', 'encryption of messages', isSaid)],
  'AWS::ElastiCache::ServerlessCache': [
    property('KmsKeyId', 'encryption with a key of yours', isSaid),
  ],
};

/** Resources that protect by being there, with what is lost without them. */
export const PROTECTORS: Readonly<Record<string, string>> = {
  'AWS::EC2::FlowLog': 'the record of connections',
  'AWS::CloudTrail::Trail': 'the record of API calls',
  'AWS::WAFv2::WebACLAssociation': 'the web ACL before it',
  'AWS::WAFv2::LoggingConfiguration': 'the log of the web ACL',
  'AWS::SecretsManager::RotationSchedule': 'rotation of the secret',
};
