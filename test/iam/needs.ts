import type { Facts } from '../bootstrap/rendered-roles.ts';
import type { CollectedCall } from '../deployment/collect-calls.ts';

/** A permission that a call asks for. */
export interface Need {
  readonly action: string;
  readonly resource: string;
  readonly facts?: Facts;
}

/** Where a call goes, and for which environment. */
export interface Place {
  readonly account: string;
  readonly region: string;
  /** `<project>-<env>`. */
  readonly prefix: string;
  readonly project: string;
  readonly environment: string;
}

// biome-ignore lint/suspicious/noExplicitAny: inputs of many operations, each read by its own row
type Input = any;
type NeedsOf = (input: Input, place: Place) => readonly Need[];

const arn = (service: string, { region, account }: Place, rest: string) =>
  rest.startsWith('arn:') ? rest : `arn:aws:${service}:${region}:${account}:${rest}`;

const of =
  (
    action: string,
    resourceOf: (input: Input, place: Place) => string | readonly string[] = () => '*',
  ): NeedsOf =>
  (input, place) =>
    [resourceOf(input, place)].flat().map((resource) => ({ action, resource }));

/** A stack is named by its name or its ARN. */
const stackOf = ({ StackName = '' }: Input, place: Place) =>
  StackName.startsWith('arn:') ? StackName : arn('cloudformation', place, `stack/${StackName}/id`);
const stack = (operation: string) => of(`cloudformation:${operation}`, stackOf);

const clusterOf = (cluster: string, place: Place) =>
  arn('ecs', place, `cluster/${cluster.split('/').at(-1)}`);
const nameOf = (nameOrArn: string) => nameOrArn.split('/').at(-1) ?? '';
const serviceOf = ({ cluster, service, serviceName }: Input, place: Place) =>
  arn('ecs', place, `service/${nameOf(cluster)}/${nameOf(service ?? serviceName)}`);
const service = (operation: string) => of(`ecs:${operation}`, serviceOf);
const byArn = (action: string, member: string) => of(action, (input) => input[member]);

const pass = (roles: readonly (string | undefined)[], to: string): Need[] =>
  roles.flatMap((resource) =>
    resource ? [{ action: 'iam:PassRole', resource, facts: { 'iam:PassedToService': to } }] : [],
  );

/** What hands a role to CloudFormation passes it, and says which it is. */
const withRole =
  (operation: string): NeedsOf =>
  (input, place) => [
    {
      action: `cloudformation:${operation}`,
      resource: stackOf(input, place),
      facts: { 'cloudformation:RoleArn': input.RoleARN },
    },
    ...pass([input.RoleARN], 'cloudformation.amazonaws.com'),
  ];

/** Lists are about a whole cluster. */
const listsOf =
  (action: string): NeedsOf =>
  ({ cluster }, place) => [
    { action, resource: '*', facts: { 'ecs:cluster': clusterOf(cluster, place) } },
  ];

/** Making something with tags is checked as tagging it, too (ECS guide, "Grant permission to tag resources on creation"). */
const tagged = ({ tags = [] }: Input, resource: string): Need[] =>
  tags.length > 0 ? [{ action: 'ecs:TagResource', resource }] : [];

const requestTags = ({ tags = [] }: Input): Facts =>
  Object.fromEntries(tags.map(({ key, value }: Input) => [`aws:RequestTag/${key}`, value]));

const makes =
  (operation: string): NeedsOf =>
  (input, place) => [
    ...service(operation)(input, place),
    ...tagged(input, serviceOf(input, place)),
    ...pass([input.infrastructureRoleArn], 'ecs.amazonaws.com'),
  ];

const scaling =
  (operation: string): NeedsOf =>
  (_, place) => [
    {
      action: `application-autoscaling:${operation}`,
      resource: arn('application-autoscaling', place, 'scalable-target/1'),
      facts: { 'application-autoscaling:service-namespace': 'ecs' },
    },
  ];

const bucket = (action: string) => of(action, ({ Bucket }) => `arn:aws:s3:::${Bucket}`);
const object =
  (...actions: string[]): NeedsOf =>
  ({ Bucket, Key = 'key' }) =>
    actions.map((action) => ({ action, resource: `arn:aws:s3:::${Bucket}/${Key}` }));

/** The catalog is encrypted with the environment's own key. */
const catalogKey = ({ Bucket }: Input, place: Place, action: string): Need[] =>
  Bucket.includes('-catalog-')
    ? [
        {
          action,
          resource: arn('kms', place, 'key/1'),
          facts: {
            'aws:ResourceTag/project': place.project,
            'aws:ResourceTag/environment': place.environment,
            'kms:ViaService': `s3.${place.region}.amazonaws.com`,
          },
        },
      ]
    : [];

const logGroup = (action: string, more = '') =>
  of(action, ({ logGroupName }, place) => arn('logs', place, `log-group:${logGroupName}:${more}`));

/**
 * What each call asks for, by `service:Operation` (Service Authorization Reference). STS's own identity
 * asks for nothing.
 */
export const NEEDS: Readonly<Record<string, NeedsOf>> = {
  'sts:GetCallerIdentity': () => [],

  ...Object.fromEntries(
    [
      'DescribeStacks',
      'GetTemplate',
      'DescribeChangeSet',
      'DeleteChangeSet',
      'ExecuteChangeSet',
      'DescribeStackEvents',
      'DescribeStackResources',
      'DescribeStackResourceDrifts',
      'DetectStackDrift',
      'UpdateTerminationProtection',
    ].map((operation) => [`cloudformation:${operation}`, stack(operation)]),
  ),
  'cloudformation:DescribeStackDriftDetectionStatus': of(
    'cloudformation:DescribeStackDriftDetectionStatus',
  ),
  'cloudformation:CreateChangeSet': (input, place) => [
    ...withRole('CreateChangeSet')(input, place),
    { action: 'cloudformation:TagResource', resource: stackOf(input, place) },
  ],
  'cloudformation:ContinueUpdateRollback': withRole('ContinueUpdateRollback'),
  'cloudformation:DeleteStack': withRole('DeleteStack'),

  'ecs:DescribeServices': ({ cluster, services }, place) =>
    services.flatMap((one: string) =>
      service('DescribeServices')({ cluster, service: one }, place),
    ),
  'ecs:CreateService': makes('CreateService'),
  'ecs:UpdateService': service('UpdateService'),
  'ecs:DeleteService': service('DeleteService'),
  'ecs:ListServiceDeployments': service('ListServiceDeployments'),
  'ecs:DescribeServiceDeployments': byArn(
    'ecs:DescribeServiceDeployments',
    'serviceDeploymentArns',
  ),
  'ecs:CreateExpressGatewayService': makes('CreateExpressGatewayService'),
  ...Object.fromEntries(
    ['Update', 'Describe', 'Delete'].map((verb) => [
      `ecs:${verb}ExpressGatewayService`,
      byArn(`ecs:${verb}ExpressGatewayService`, 'serviceArn'),
    ]),
  ),
  'ecs:TagResource': byArn('ecs:TagResource', 'resourceArn'),
  'ecs:UntagResource': byArn('ecs:UntagResource', 'resourceArn'),
  'ecs:RegisterTaskDefinition': (input, place) => {
    const resource = arn('ecs', place, `task-definition/${input.family}:1`);
    return [
      { action: 'ecs:RegisterTaskDefinition', resource, facts: requestTags(input) },
      ...tagged(input, resource),
      ...pass([input.executionRoleArn, input.taskRoleArn], 'ecs-tasks.amazonaws.com'),
    ];
  },
  'ecs:RunTask': (input, place) => [
    {
      action: 'ecs:RunTask',
      resource: arn('ecs', place, input.taskDefinition),
      facts: { 'ecs:cluster': clusterOf(input.cluster, place) },
    },
    ...tagged(input, arn('ecs', place, `task/${nameOf(input.cluster)}/1`)),
    ...pass([`arn:aws:iam::${place.account}:role/${place.prefix}/role`], 'ecs-tasks.amazonaws.com'),
  ],
  'ecs:StopTask': of('ecs:StopTask', ({ cluster, task }, place) =>
    arn('ecs', place, `task/${nameOf(cluster)}/${nameOf(task)}`),
  ),
  'ecs:DescribeTasks': of('ecs:DescribeTasks', ({ cluster, tasks }, place) =>
    tasks.map((task: string) => arn('ecs', place, `task/${nameOf(cluster)}/${nameOf(task)}`)),
  ),
  'ecs:ListServices': listsOf('ecs:ListServices'),
  'ecs:ListTasks': listsOf('ecs:ListTasks'),
  ...Object.fromEntries(
    [
      'ListTaskDefinitions',
      'ListTaskDefinitionFamilies',
      'DescribeTaskDefinition',
      'DeregisterTaskDefinition',
    ].map((operation) => [`ecs:${operation}`, of(`ecs:${operation}`)]),
  ),

  'application-autoscaling:DescribeScalableTargets': of(
    'application-autoscaling:DescribeScalableTargets',
  ),
  'application-autoscaling:DescribeScalingPolicies': of(
    'application-autoscaling:DescribeScalingPolicies',
  ),
  'application-autoscaling:RegisterScalableTarget': (input, place) => [
    ...scaling('RegisterScalableTarget')(input, place),
    {
      action: 'iam:CreateServiceLinkedRole',
      resource: `arn:aws:iam::${place.account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
      facts: { 'iam:AWSServiceName': 'ecs.application-autoscaling.amazonaws.com' },
    },
  ],
  'application-autoscaling:DeregisterScalableTarget': scaling('DeregisterScalableTarget'),
  'application-autoscaling:PutScalingPolicy': scaling('PutScalingPolicy'),
  'application-autoscaling:DeleteScalingPolicy': scaling('DeleteScalingPolicy'),

  // Without s3:ListBucket a missing object answers 403 instead of 404.
  's3:GetObject': (input, place) => [
    ...object('s3:GetObject')(input, place),
    ...bucket('s3:ListBucket')(input, place),
    ...catalogKey(input, place, 'kms:Decrypt'),
  ],
  's3:HeadObject': (input, place) => [
    ...object('s3:GetObject')(input, place),
    ...bucket('s3:ListBucket')(input, place),
    ...catalogKey(input, place, 'kms:Decrypt'),
  ],
  // `If-Match` reads what is there (S3 guide, "conditional requests").
  's3:PutObject': (input, place) => [
    ...object('s3:PutObject', ...(input.IfMatch ? ['s3:GetObject'] : []))(input, place),
    ...catalogKey(input, place, 'kms:GenerateDataKey'),
  ],
  's3:DeleteObject': (input, place) =>
    object('s3:DeleteObject', ...(input.IfMatch ? ['s3:GetObject'] : []))(input, place),
  's3:DeleteObjects': object('s3:DeleteObject', 's3:DeleteObjectVersion'),
  's3:ListObjectsV2': ({ Bucket, Prefix }) => [
    {
      action: 's3:ListBucket',
      resource: `arn:aws:s3:::${Bucket}`,
      facts: { 's3:prefix': Prefix },
    },
  ],
  's3:ListObjectVersions': bucket('s3:ListBucketVersions'),
  's3:HeadBucket': bucket('s3:ListBucket'),
  's3:DeleteBucket': bucket('s3:DeleteBucket'),

  'logs:GetLogEvents': logGroup('logs:GetLogEvents', 'log-stream:1'),
  'logs:DescribeLogGroups': of('logs:DescribeLogGroups'),
  'logs:DeleteLogGroup': logGroup('logs:DeleteLogGroup'),
  'kms:ScheduleKeyDeletion': ({ KeyId }, place) => [
    {
      action: 'kms:ScheduleKeyDeletion',
      resource: arn('kms', place, `key/${KeyId}`),
      facts: {
        'aws:ResourceTag/project': place.project,
        'aws:ResourceTag/environment': place.environment,
      },
    },
  ],

  'ecr:BatchGetImage': of(
    'ecr:BatchGetImage',
    ({ registryId, repositoryName }, { region }) =>
      `arn:aws:ecr:${region}:${registryId}:repository/${repositoryName}`,
  ),
  'secretsmanager:DescribeSecret': byArn('secretsmanager:DescribeSecret', 'SecretId'),
  'acm:DescribeCertificate': byArn('acm:DescribeCertificate', 'CertificateArn'),
  'bedrock:GetInferenceProfile': of(
    'bedrock:GetInferenceProfile',
    ({ inferenceProfileIdentifier: id }, place) => arn('bedrock', place, `inference-profile/${id}`),
  ),
  'bedrock:GetFoundationModelAvailability': of('bedrock:GetFoundationModelAvailability'),
  'servicequotas:GetServiceQuota': of(
    'servicequotas:GetServiceQuota',
    ({ ServiceCode, QuotaCode }, place) =>
      arn('servicequotas', place, `${ServiceCode}/${QuotaCode}`),
  ),
  'servicequotas:GetAWSDefaultServiceQuota': of('servicequotas:GetAWSDefaultServiceQuota'),
  'ec2:DescribeSecurityGroups': of('ec2:DescribeSecurityGroups'),
  'ec2:DescribeVpcs': of('ec2:DescribeVpcs'),
  'ec2:DescribeAddresses': of('ec2:DescribeAddresses'),
  'ec2:DeleteSecurityGroup': ({ GroupId }, place) => [
    {
      action: 'ec2:DeleteSecurityGroup',
      resource: arn('ec2', place, `security-group/${GroupId}`),
      facts: { 'aws:ResourceTag/AmazonECSManaged': 'true' },
    },
  ],
};

/** @throws for an operation whose needs nobody wrote down */
export function needsOf(
  { service: name, operation, input }: CollectedCall,
  place: Place,
): readonly Need[] {
  const needs = NEEDS[`${name}:${operation}`];
  if (!needs)
    throw new Error(`what ${name}:${operation} needs is not written down in test/iam/needs.ts`);
  return needs(input, place);
}
