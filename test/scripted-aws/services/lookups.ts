import type { DescribeCertificateRequest, DescribeCertificateResponse } from '@aws-sdk/client-acm';
import type {
  GetFoundationModelAvailabilityRequest,
  GetFoundationModelAvailabilityResponse,
  GetInferenceProfileRequest,
  GetInferenceProfileResponse,
} from '@aws-sdk/client-bedrock';
import type { ScheduleKeyDeletionRequest } from '@aws-sdk/client-kms';
import type {
  DescribeSecretRequest,
  DescribeSecretResponse,
} from '@aws-sdk/client-secrets-manager';
import type {
  GetServiceQuotaRequest,
  GetServiceQuotaResponse,
} from '@aws-sdk/client-service-quotas';
import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../aws-error.ts';
import type { Handlers } from '../handlers.ts';
import type { World } from '../world.ts';

/** What a deployment only looks up before it begins. */
export interface LookupState {
  /** Who calls. */
  caller: { account: string; arn: string };
  /** By ARN. */
  readonly secrets: Map<string, { readonly deletedAt?: Date }>;
  /** By ARN. */
  readonly certificates: Map<string, { readonly status: string; readonly notAfter: Date }>;
  /** By id; what is not here does not exist. */
  readonly inferenceProfiles: Map<string, { readonly models: readonly string[] }>;
  readonly models: Map<string, { readonly access: 'AUTHORIZED' | 'NOT_AUTHORIZED' }>;
  /** By quota code; codes that are not here have none. */
  readonly quotas: Map<string, number>;
  /** Ids of KMS keys that are being deleted. */
  readonly deletedKeys: Set<string>;
}

const MODEL = 'amazon.nova-2-lite-v1:0';

/** An account as AWS gives it out: the model and the quotas that everybody has. */
export const emptyLookups = (account: string): LookupState => ({
  caller: { account, arn: `arn:aws:sts::${account}:assumed-role/tester/session` },
  secrets: new Map(),
  certificates: new Map(),
  inferenceProfiles: new Map([
    [`global.${MODEL}`, { models: [MODEL] }],
    [`us.${MODEL}`, { models: [MODEL] }],
  ]),
  models: new Map([[MODEL, { access: 'AUTHORIZED' }]]),
  quotas: new Map([
    ['L-F678F1CE', 5],
    ['L-0263D0A3', 5],
    ['L-3032A538', 100],
    ['L-36FBB829', 100],
  ]),
  deletedKeys: new Set(),
});

const notFound = (message: string, status = 400) =>
  new AwsError('ResourceNotFoundException', message, status);

/** Secrets are named by their ARN, or by an ARN without the six characters at its end. */
function describeSecret(
  { SecretId = '' }: DescribeSecretRequest,
  world: World,
): DescribeSecretResponse {
  const found = [...world.state.lookups.secrets].find(
    ([arn]) => arn === SecretId || arn.slice(0, -7) === SecretId || nameOf(arn) === SecretId,
  );
  if (!found) throw notFound("Secrets Manager can't find the specified secret.");
  const [ARN, { deletedAt }] = found;
  return { ARN, Name: nameOf(ARN), ...(deletedAt && { DeletedDate: deletedAt }) };
}

const nameOf = (arn: string) => (arn.split(':').at(-1) ?? '').slice(0, -7);

export const secretsManager: Handlers = { DescribeSecret: describeSecret };

function describeCertificate(
  { CertificateArn = '' }: DescribeCertificateRequest,
  world: World,
): DescribeCertificateResponse {
  const found = world.state.lookups.certificates.get(CertificateArn);
  if (!found) throw notFound(`Could not find certificate ${CertificateArn}.`);
  const { status, notAfter } = found;
  return {
    Certificate: {
      CertificateArn,
      DomainName: 'example.com',
      Status: status as 'ISSUED',
      NotAfter: notAfter,
    },
  };
}

export const acm: Handlers = { DescribeCertificate: describeCertificate };

function getInferenceProfile(
  { inferenceProfileIdentifier = '' }: GetInferenceProfileRequest,
  world: World,
): GetInferenceProfileResponse {
  const id = inferenceProfileIdentifier.split('/').at(-1) ?? '';
  const found = world.state.lookups.inferenceProfiles.get(id);
  if (!found) throw notFound('The provided model identifier is invalid.', 404);
  return {
    inferenceProfileId: id,
    inferenceProfileName: id,
    inferenceProfileArn: world.arn('bedrock', `inference-profile/${id}`),
    status: 'ACTIVE',
    type: 'SYSTEM_DEFINED',
    models: found.models.map((model) => ({
      modelArn: `arn:aws:bedrock:${world.region}::foundation-model/${model}`,
    })),
  };
}

function getFoundationModelAvailability(
  { modelId = '' }: GetFoundationModelAvailabilityRequest,
  world: World,
): GetFoundationModelAvailabilityResponse {
  const found = world.state.lookups.models.get(modelId);
  if (!found)
    throw new AwsError('ValidationException', 'The provided model identifier is invalid.');
  const isOpen = found.access === 'AUTHORIZED';
  return {
    modelId,
    agreementAvailability: { status: isOpen ? 'AVAILABLE' : 'NOT_AVAILABLE' },
    authorizationStatus: found.access,
    entitlementAvailability: isOpen ? 'AVAILABLE' : 'NOT_AVAILABLE',
    regionAvailability: 'AVAILABLE',
  };
}

export const bedrock: Handlers = {
  GetInferenceProfile: getInferenceProfile,
  GetFoundationModelAvailability: getFoundationModelAvailability,
};

function getServiceQuota(
  { ServiceCode = '', QuotaCode = '' }: GetServiceQuotaRequest,
  world: World,
): GetServiceQuotaResponse {
  const value = world.state.lookups.quotas.get(QuotaCode);
  if (value === undefined) {
    throw new AwsError(
      'NoSuchResourceException',
      'The request failed because the specified service quota does not exist.',
    );
  }
  return {
    Quota: { ServiceCode, QuotaCode, QuotaName: QuotaCode, Value: value, Adjustable: true },
  };
}

export const serviceQuotas: Handlers = { GetServiceQuota: getServiceQuota };

export const sts: Handlers = {
  GetCallerIdentity: (_input: object, { state }): GetCallerIdentityResponse => {
    const { account, arn } = state.lookups.caller;
    return { Account: account, Arn: arn, UserId: 'AROASCRIPTED:session' };
  },
};

export const kms: Handlers = {
  ScheduleKeyDeletion: ({ KeyId = '' }: ScheduleKeyDeletionRequest, { state }: World) => {
    const { deletedKeys } = state.lookups;
    if (deletedKeys.has(KeyId)) {
      throw new AwsError('KMSInvalidStateException', `${KeyId} is pending deletion.`);
    }
    deletedKeys.add(KeyId);
    return { KeyId, KeyState: 'PendingDeletion' };
  },
};
