import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DescribeCertificateCommand } from '@aws-sdk/client-acm';
import {
  GetFoundationModelAvailabilityCommand,
  GetInferenceProfileCommand,
} from '@aws-sdk/client-bedrock';
import { DescribeAddressesCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { BatchGetImageCommand, DescribeImagesCommand } from '@aws-sdk/client-ecr';
import { ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { GetServiceQuotaCommand } from '@aws-sdk/client-service-quotas';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { awsOf, startScriptedAws } from '../scripted-aws.ts';
import { plainImage } from './ecr.ts';

test('the caller, secrets and certificates are looked up', async (t) => {
  const { state, ...scripted } = await startScriptedAws(t);
  const aws = awsOf({ state, ...scripted });
  assert.equal((await aws.sts.send(new GetCallerIdentityCommand({}))).Account, '222222222222');

  const secret = 'arn:aws:secretsmanager:us-west-2:222222222222:secret:token-AbCdEf';
  state.lookups.secrets.set(secret, {});
  const describe = (SecretId: string) =>
    aws.secretsManager.send(new DescribeSecretCommand({ SecretId }));
  for (const id of [secret, secret.slice(0, -7), 'token']) {
    assert.equal((await describe(id)).ARN, secret);
  }
  await assert.rejects(describe('none'), { name: 'ResourceNotFoundException' });

  const CertificateArn = 'arn:aws:acm:us-west-2:222222222222:certificate/1';
  const notAfter = new Date('2027-01-01T00:00:00Z');
  const certificate = new DescribeCertificateCommand({ CertificateArn });
  await assert.rejects(aws.certificates.send(certificate), { name: 'ResourceNotFoundException' });
  state.lookups.certificates.set(CertificateArn, { status: 'PENDING_VALIDATION', notAfter });
  const { Certificate } = await aws.certificates.send(certificate);
  assert.deepEqual([Certificate?.Status, Certificate?.NotAfter], ['PENDING_VALIDATION', notAfter]);
});

test('models and quotas are looked up', async (t) => {
  const { state, ...scripted } = await startScriptedAws(t);
  const aws = awsOf({ state, ...scripted });
  const profile = (inferenceProfileIdentifier: string) =>
    aws.bedrock.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier }));
  const found = await profile('global.amazon.nova-2-lite-v1:0');
  assert.equal(found.status, 'ACTIVE');
  assert.match(found.models?.[0]?.modelArn ?? '', /foundation-model\/amazon\.nova-2-lite-v1:0$/);
  await assert.rejects(profile('none'), { name: 'ResourceNotFoundException' });

  const modelId = 'amazon.nova-2-lite-v1:0';
  const availability = new GetFoundationModelAvailabilityCommand({ modelId });
  assert.equal((await aws.bedrock.send(availability)).authorizationStatus, 'AUTHORIZED');
  state.lookups.models.set(modelId, { access: 'NOT_AUTHORIZED' });
  assert.equal((await aws.bedrock.send(availability)).authorizationStatus, 'NOT_AUTHORIZED');

  const quota = (QuotaCode: string) =>
    aws.quotas.send(new GetServiceQuotaCommand({ ServiceCode: 'vpc', QuotaCode }));
  assert.equal((await quota('L-F678F1CE')).Quota?.Value, 5);
  await assert.rejects(quota('L-NONE'), { name: 'NoSuchResourceException' });
});

test('images are found by digest and by tag', async (t) => {
  const { state, ...scripted } = await startScriptedAws(t);
  const ecr = awsOf({ state, ...scripted }).ecr('eu-central-1');
  const repositoryName = 'shop/app';
  const batch = (...imageIds: object[]) =>
    ecr.send(new BatchGetImageCommand({ repositoryName, imageIds }));
  await assert.rejects(batch({ imageTag: 'a' }), { name: 'RepositoryNotFoundException' });
  state.ecr.repositories.set(repositoryName, new Map([['sha256:1', plainImage(['a'])]]));
  const found = await batch({ imageTag: 'a' }, { imageDigest: 'sha256:2' });
  assert.deepEqual(
    found.images?.map(({ imageId }) => imageId?.imageDigest),
    ['sha256:1'],
  );
  assert.deepEqual(
    found.failures?.map(({ failureCode }) => failureCode),
    ['ImageNotFound'],
  );
  const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName }));
  assert.deepEqual(imageDetails?.[0]?.imageTags, ['a']);
  const missing = { repositoryName, imageIds: [{ imageDigest: 'sha256:2' }] };
  await assert.rejects(ecr.send(new DescribeImagesCommand(missing)), {
    name: 'ImageNotFoundException',
  });
});

test('a key is deleted once', async (t) => {
  const { state, ...scripted } = await startScriptedAws(t);
  const { keys } = awsOf({ state, ...scripted });
  const schedule = new ScheduleKeyDeletionCommand({ KeyId: 'k', PendingWindowInDays: 7 });
  assert.equal((await keys.send(schedule)).KeyState, 'PendingDeletion');
  await assert.rejects(keys.send(schedule), { name: 'KMSInvalidStateException' });
  assert.deepEqual([...state.lookups.deletedKeys], ['k']);
});

test('networks and addresses are those that a test sets', async (t) => {
  const { state, ...scripted } = await startScriptedAws(t);
  const { ec2 } = awsOf({ state, ...scripted });
  state.ec2.vpcs.add('vpc-1');
  state.ec2.addresses.add('eipalloc-1');
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  assert.deepEqual(
    Vpcs.map(({ VpcId }) => VpcId),
    ['vpc-1'],
  );
  const { Addresses = [] } = await ec2.send(new DescribeAddressesCommand({}));
  assert.equal(Addresses.length, 1);
});
