import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Release } from '../release/release.ts';
import { absent, deployed } from '../stacks/fixtures/deployed-release.ts';
import { planStacks } from '../stacks/plan-stacks.ts';
import {
  checkPrerequisites,
  PREREQUISITES,
  type PrerequisiteContext,
  type PrerequisitePhase,
} from './check-prerequisites.ts';
import {
  CERTIFICATE,
  DIGEST,
  type Edit,
  productionRelease,
  SECRET,
} from './fixtures/make-release.ts';
import { awsError, type Script, scriptedClients } from './fixtures/scripted-clients.ts';

const index = (...architectures: string[]) =>
  JSON.stringify({
    manifests: [...architectures, 'unknown'].map((architecture) => ({
      platform: { architecture },
    })),
  });

const available = {
  modelId: 'm',
  authorizationStatus: 'AUTHORIZED',
  entitlementAvailability: 'AVAILABLE',
  agreementAvailability: { status: 'AVAILABLE' },
  regionAvailability: 'AVAILABLE',
};

/** An account that lacks nothing. */
const complete: Script = {
  'sts:GetCallerIdentity': () => ({ Account: '333333333333', Arn: 'arn:aws:sts::3:role/x' }),
  's3:ListObjectsV2': () => ({}),
  'ec2:DescribeVpcs': () => ({ Vpcs: [{}] }),
  'ec2:DescribeAddresses': () => ({ Addresses: [] }),
  'servicequotas:GetServiceQuota': () => ({ Quota: { Value: 100 } }),
  'logs:DescribeLogGroups': () => ({ logGroups: [] }),
  'acm:DescribeCertificate': () => ({ Certificate: { Status: 'ISSUED', DomainName: 'a.example' } }),
  'ecr:BatchGetImage': () => ({ images: [{ imageManifest: index('amd64') }] }),
  'secretsmanager:DescribeSecret': () => ({ ARN: SECRET }),
  'bedrock:GetInferenceProfile': () => ({ status: 'ACTIVE' }),
  'bedrock:GetFoundationModelAvailability': () => available,
};

const needy: Readonly<Record<string, Edit>> = {
  'task-definitions/agent.json': ({ containerDefinitions: [one] }) => {
    one.secrets = [{ name: 'TOKEN', valueFrom: `${SECRET}:token::` }];
  },
  'stacks/platform.parameters.json': (parameters) => {
    parameters.push({ ParameterKey: 'CertificateArn', ParameterValue: CERTIFICATE });
  },
};

/** The state bucket is there from the start, the others are made by stacks. */
const noBuckets = (phase: PrerequisitePhase): Script =>
  phase === 'stacks' ? { 's3:ListObjectsV2': throwing('NoSuchBucket') } : {};

async function check(
  phase: PrerequisitePhase,
  changes: Script = {},
  context?: PrerequisiteContext,
  release: Release = productionRelease(needy),
) {
  const { aws, calls } = scriptedClients({ ...complete, ...noBuckets(phase), ...changes });
  const deployment = { release, aws, progress: () => {} };
  const empty = { stacks: new Map(), steps: planStacks(release, deployed(release).map(absent)) };
  const found = await checkPrerequisites(deployment, phase, context ?? empty);
  return { found, calls, codes: found.map(({ code, severity }) => `${code} ${severity}`) };
}

const PHASES: readonly (readonly [PrerequisitePhase, readonly string[]])[] = [
  ['account', ['s3:ListObjectsV2', 'sts:GetCallerIdentity']],
  [
    'stacks',
    [
      'acm:DescribeCertificate',
      'ec2:DescribeAddresses',
      'ec2:DescribeVpcs',
      'logs:DescribeLogGroups',
      'logs:DescribeLogGroups',
      's3:ListObjectsV2',
      's3:ListObjectsV2',
      'servicequotas:GetServiceQuota',
      'servicequotas:GetServiceQuota',
    ],
  ],
  ['seed', []],
  [
    'services',
    [
      'bedrock:GetFoundationModelAvailability',
      'bedrock:GetInferenceProfile',
      'ecr:BatchGetImage',
      'ecr:BatchGetImage',
      'ecr:BatchGetImage',
      'secretsmanager:DescribeSecret',
      'servicequotas:GetServiceQuota',
    ],
  ],
];

for (const [phase, asked] of PHASES) {
  test(`an account that lacks nothing is asked once for each need of ${phase}, and nothing is found`, async () => {
    const { found, calls } = await check(phase);
    assert.deepEqual(found, []);
    assert.deepEqual(
      calls.map(({ service, operation }) => `${service}:${operation}`).sort(),
      asked,
    );
  });
}

function throwing(name: string) {
  return () => awsError(name);
}

/** What is missing, in which phase, what is found, and what its message or hint names. */
const MISSING: readonly (readonly [string, PrerequisitePhase, Script, string, RegExp])[] = [
  [
    'credentials of another account',
    'account',
    { 'sts:GetCallerIdentity': () => ({ Account: '999999999999', Arn: 'arn' }) },
    'deploy/account error',
    /999999999999/,
  ],
  [
    'no credentials',
    'account',
    {
      'sts:GetCallerIdentity': throwing('CredentialsProviderError'),
      's3:ListObjectsV2': throwing('CredentialsProviderError'),
    },
    'deploy/credentials error',
    /aws sso login/,
  ],
  [
    'expired credentials',
    'account',
    {
      'sts:GetCallerIdentity': throwing('ExpiredTokenException'),
      's3:ListObjectsV2': throwing('ExpiredToken'),
    },
    'deploy/credentials error',
    /get-caller-identity/,
  ],
  [
    'no state bucket',
    'account',
    { 's3:ListObjectsV2': throwing('NoSuchBucket') },
    'deploy/state-bucket error',
    /generator apply bootstrap/,
  ],
  [
    'a state bucket of somebody else’s',
    'account',
    { 's3:ListObjectsV2': throwing('AccessDenied') },
    'deploy/state-bucket error',
    /s3:ListBucket/,
  ],
  [
    'no room for a VPC',
    'stacks',
    {
      'servicequotas:GetServiceQuota': ({ QuotaCode }) => ({
        Quota: { Value: QuotaCode === 'L-F678F1CE' ? 1 : 100 },
      }),
    },
    'deploy/prerequisite error',
    /--quota-code L-F678F1CE --desired-value 2/,
  ],
  [
    'no room for addresses',
    'stacks',
    {
      'ec2:DescribeAddresses': () => ({ Addresses: [{}, {}, {}, {}] }),
      'servicequotas:GetServiceQuota': throwing('NoSuchResourceException'),
      'servicequotas:GetAWSDefaultServiceQuota': () => ({ Quota: { Value: 5 } }),
    },
    'deploy/prerequisite error',
    /L-0263D0A3/,
  ],
  [
    'leave to read quotas',
    'stacks',
    {
      'servicequotas:GetServiceQuota': ({ QuotaCode }) =>
        QuotaCode === 'L-F678F1CE' ? awsError('AccessDeniedException') : { Quota: { Value: 9 } },
    },
    'deploy/denied warning',
    /servicequotas:GetServiceQuota/,
  ],
  [
    'a free name for the log of its network',
    'stacks',
    {
      'logs:DescribeLogGroups': ({ logGroupNamePrefix }) => ({
        // What only begins with the name is another log group.
        logGroups: ['', '2'].map((more) => ({ logGroupName: `${logGroupNamePrefix}${more}` })),
      }),
    },
    'deploy/prerequisite error',
    /delete-log-group --region us-west-2 --log-group-name \/vpc\/shop-prod-network`.* destroy prod --delete-logs --allow-production`/,
  ],
  [
    'leave to see log groups',
    'stacks',
    {
      'logs:DescribeLogGroups': ({ logGroupNamePrefix }) =>
        logGroupNamePrefix.startsWith('/vpc/') ? awsError('AccessDeniedException') : {},
    },
    'deploy/denied warning',
    /\/vpc\/shop-prod-network .*logs:DescribeLogGroups/,
  ],
  [
    'a free name for its catalog',
    'stacks',
    {
      's3:ListObjectsV2': ({ Bucket, ExpectedBucketOwner }) =>
        awsError(
          ExpectedBucketOwner === '333333333333' && Bucket.includes('catalog')
            ? 'PermanentRedirect'
            : 'NoSuchBucket',
        ),
    },
    'deploy/prerequisite error',
    /delete-bucket .*--bucket shop-prod-catalog-333333333333`/,
  ],
  [
    'leave to see its catalog',
    'stacks',
    {
      's3:ListObjectsV2': ({ Bucket }) =>
        awsError(Bucket.includes('catalog') ? 'AccessDenied' : 'NoSuchBucket'),
    },
    'deploy/denied warning',
    /shop-prod-catalog-333333333333 .*s3:ListBucket/,
  ],
  [
    'a validated certificate',
    'stacks',
    { 'acm:DescribeCertificate': () => ({ Certificate: { Status: 'PENDING_VALIDATION' } }) },
    'deploy/prerequisite error',
    /describe-certificate --certificate-arn/,
  ],
  [
    'a certificate',
    'stacks',
    { 'acm:DescribeCertificate': throwing('ResourceNotFoundException') },
    'deploy/prerequisite error',
    /555555555555/,
  ],
  [
    'an image',
    'services',
    {
      'ecr:BatchGetImage': ({ repositoryName }) =>
        repositoryName === 'shop/ui'
          ? { images: [], failures: [{ failureCode: 'ImageNotFound' }] }
          : { images: [{}] },
    },
    'deploy/prerequisite error',
    new RegExp(`shop/ui@${DIGEST} of ui .* 111111111111`),
  ],
  [
    'a repository',
    'services',
    {
      'ecr:BatchGetImage': ({ repositoryName }) =>
        repositoryName === 'shop/ui' ? awsError('RepositoryNotFoundException') : { images: [{}] },
    },
    'deploy/prerequisite error',
    /repository shop\/ui/,
  ],
  [
    'the right processor',
    'services',
    {
      'ecr:BatchGetImage': ({ repositoryName }) => ({
        images: [{ imageManifest: index(repositoryName === 'shop/ui' ? 'arm64' : 'amd64') }],
      }),
    },
    'deploy/prerequisite error',
    /is for arm64, and the tasks of ui want amd64/,
  ],
  [
    'a secret',
    'services',
    { 'secretsmanager:DescribeSecret': throwing('ResourceNotFoundException') },
    'deploy/prerequisite error',
    /create-secret --region us-west-2 --name chat\/token /,
  ],
  [
    'a secret that stays',
    'services',
    { 'secretsmanager:DescribeSecret': () => ({ DeletedDate: new Date() }) },
    'deploy/prerequisite error',
    /restore-secret/,
  ],
  [
    'leave to see a secret',
    'services',
    { 'secretsmanager:DescribeSecret': throwing('AccessDeniedException') },
    'deploy/denied error',
    /secretsmanager:DescribeSecret/,
  ],
  [
    'an inference profile',
    'services',
    { 'bedrock:GetInferenceProfile': throwing('ResourceNotFoundException') },
    'deploy/prerequisite error',
    /global\.amazon\.nova-2-lite-v1:0 of agent is unknown in us-west-2/,
  ],
  [
    'terms that were accepted',
    'services',
    {
      'bedrock:GetFoundationModelAvailability': () => ({
        ...available,
        agreementAvailability: { status: 'NOT_AVAILABLE' },
      }),
    },
    'deploy/prerequisite error',
    /terms/,
  ],
  [
    'an answer about its quotas',
    'services',
    { 'servicequotas:GetServiceQuota': throwing('ServiceException') },
    'deploy/aws warning',
    /servicequotas:GetServiceQuota failed with ServiceException/,
  ],
  [
    'an answer about a model',
    'services',
    { 'bedrock:GetFoundationModelAvailability': throwing('InternalServerException') },
    'deploy/aws warning',
    /foundation model amazon\.nova-2-lite-v1:0/,
  ],
  [
    'leave to see a model',
    'services',
    { 'bedrock:GetFoundationModelAvailability': throwing('AccessDeniedException') },
    'deploy/denied error',
    /bedrock:GetFoundationModelAvailability/,
  ],
  [
    'room on Fargate',
    'services',
    { 'servicequotas:GetServiceQuota': () => ({ Quota: { Value: 2 } }) },
    'deploy/prerequisite error',
    /--quota-code L-3032A538 --desired-value 3/,
  ],
];

for (const [what, phase, changes, code, names] of MISSING) {
  test(`an account that lacks ${what} is told so before ${phase}`, async () => {
    const { found, codes } = await check(phase, changes);
    assert.deepEqual(codes, [code]);
    const [{ message, hint } = { message: '', hint: '' }] = found;
    assert.match(`${message}\n${hint}`, names);
  });
}

test('all that is missing is told at once', async () => {
  const nothing = Object.fromEntries(
    ['secretsmanager:DescribeSecret', 'bedrock:GetInferenceProfile', 'ecr:BatchGetImage'].map(
      (key) => [
        key,
        throwing(
          key.startsWith('ecr') ? 'RepositoryNotFoundException' : 'ResourceNotFoundException',
        ),
      ],
    ),
  );
  const { codes } = await check('services', nothing);
  assert.deepEqual(codes, Array(5).fill('deploy/prerequisite error'));
});

test('what is neither missing nor refused is thrown', async () => {
  const broken = { 'secretsmanager:DescribeSecret': throwing('InternalServiceError') };
  await assert.rejects(check('services', broken), { name: 'InternalServiceError' });
});

test('a model that only a profile reaches need not be offered in the Region', async () => {
  const elsewhere = () => ({ ...available, regionAvailability: 'NOT_AVAILABLE' });
  const { found } = await check('services', {
    'bedrock:GetFoundationModelAvailability': elsewhere,
  });
  assert.deepEqual(found, []);
});

test('a certificate of another Region is not asked for', async () => {
  const release = productionRelease({
    'stacks/platform.parameters.json': (parameters) => {
      const arn = CERTIFICATE.replace('us-west-2', 'us-east-1');
      parameters.push({ ParameterKey: 'CertificateArn', ParameterValue: arn });
    },
  });
  const { codes, calls } = await check('stacks', {}, {}, release);
  assert.deepEqual([codes, calls], [['deploy/prerequisite error'], []]);
});

test('an image of another Region is asked for there, by its registry', async () => {
  const asked: unknown[] = [];
  const release = productionRelease({
    'task-definitions/ui.json': ({ containerDefinitions: [one] }) => {
      one.image = one.image.replace('us-west-2', 'eu-west-1');
    },
  });
  const image = (
    { registryId, repositoryName, imageIds }: Record<string, unknown>,
    region: string,
  ) => {
    if (region === 'eu-west-1') asked.push([registryId, repositoryName, imageIds]);
    return { images: [{}] };
  };
  await check('services', { 'ecr:BatchGetImage': image }, {}, release);
  assert.deepEqual(asked, [['111111111111', 'shop/ui', [{ imageDigest: DIGEST }]]]);
});

test('a stack of the same name with other tags is not ours, and one with ours needs no room', async () => {
  const stacks = new Map([
    ['shop-prod-network', { tags: { project: 'shop', environment: 'prod', more: 'x' } }],
    ['shop-prod-platform', { tags: { project: 'other', environment: 'prod' } }],
  ]);
  const { found, calls } = await check('stacks', {}, { stacks });
  assert.deepEqual(
    found.map(({ code, message }) => [code, /shop-prod-platform/.test(message)]),
    [['deploy/prerequisite', true]],
  );
  assert.ok(calls.every(({ service }) => service === 'acm'));
});

test('an account itself has no bucket before it is made', async () => {
  const release = productionRelease({
    'manifest.json': (manifest) => {
      manifest.target = 'account';
    },
  });
  const { found, calls } = await check('account', {}, {}, release);
  assert.deepEqual([found, calls.map(({ operation }) => operation)], [[], ['GetCallerIdentity']]);
});

test('each prerequisite says what must hold', () => {
  const said = PREREQUISITES.map(({ says }) => says);
  assert.equal(new Set(said).size, said.length);
});
