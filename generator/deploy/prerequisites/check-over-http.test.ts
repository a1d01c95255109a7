import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  awsOf,
  type ScriptedAws,
  startScriptedAws,
} from '../../../test/scripted-aws/scripted-aws.ts';
import { plainImage } from '../../../test/scripted-aws/services/ecr.ts';
import { makeBucket } from '../../../test/scripted-aws/services/s3/state.ts';
import { checkPrerequisites, type PrerequisitePhase } from './check-prerequisites.ts';
import { CERTIFICATE, DIGEST, productionRelease, SECRET } from './fixtures/make-release.ts';

const release = productionRelease({
  'task-definitions/agent.json': ({ containerDefinitions: [one] }) => {
    one.secrets = [{ name: 'TOKEN', valueFrom: `${SECRET}:token::` }];
  },
  'stacks/platform.parameters.json': (parameters) => {
    parameters.push({ ParameterKey: 'CertificateArn', ParameterValue: CERTIFICATE });
  },
});

const BUCKET = release.manifest.stateBucket ?? '';

const start = (t: TestContext) => startScriptedAws(t, { account: '333333333333' });

async function codesOf(scripted: ScriptedAws, phase: PrerequisitePhase) {
  const deployment = { release, aws: awsOf(scripted), progress: () => {} };
  const found = await checkPrerequisites(deployment, phase, { stacks: new Map() });
  return found.map(({ code, message }) => `${code}: ${message}`);
}

const PHASES: readonly PrerequisitePhase[] = ['account', 'stacks', 'services'];

test('an account that has everything answers the real clients, and nothing is found', async (t) => {
  const scripted = await start(t);
  const { lookups, ecr } = scripted.state;
  lookups.secrets.set(SECRET, {});
  lookups.certificates.set(CERTIFICATE, { status: 'ISSUED', notAfter: new Date(0) });
  for (const { name } of release.wiring.services) {
    ecr.repositories.set(`shop/${name}`, new Map([[DIGEST, plainImage()]]));
  }
  scripted.state.s3.buckets.set(BUCKET, makeBucket());
  for (const phase of PHASES) assert.deepEqual(await codesOf(scripted, phase), [], phase);
  assert.deepEqual(scripted.mutations(), []);
});

test('an account that has nothing is told all of it, each phase at once', async (t) => {
  const scripted = await start(t);
  scripted.state.lookups.inferenceProfiles.clear();
  scripted.state.lookups.models.clear();
  for (let vpc = 0; vpc < 7; vpc++) scripted.state.ec2.vpcs.add(`vpc-${vpc}`);
  const count = async (phase: PrerequisitePhase) =>
    (await codesOf(scripted, phase)).map((one) => one.split(':')[0]);
  assert.deepEqual(await count('account'), ['deploy/state-bucket']);
  assert.deepEqual(await count('stacks'), Array(2).fill('deploy/prerequisite'));
  // Three repositories, one secret, a profile and its model.
  assert.deepEqual(await count('services'), Array(6).fill('deploy/prerequisite'));
});

test('a state bucket that another account owns is not used', async (t) => {
  const scripted = await start(t);
  scripted.state.s3.buckets.set(BUCKET, { ...makeBucket(), owner: '999999999999' });
  const found = await codesOf(scripted, 'account');
  assert.deepEqual(
    found.map((one) => one.split(':')[0]),
    ['deploy/state-bucket'],
  );
});

test('credentials that AWS does not take are told once', async (t) => {
  const scripted = await start(t);
  const error = { code: 'ExpiredToken', status: 403 };
  scripted.faults.add({ times: 99 }, { error });
  const found = await codesOf(scripted, 'account');
  assert.deepEqual(
    found.map((one) => one.split(':')[0]),
    ['deploy/credentials'],
  );
});

test('a role that may read nothing is told which actions it lacks', async (t) => {
  const scripted = await start(t);
  const denied = { error: { code: 'AccessDeniedException', status: 400 } };
  scripted.faults.add({ times: 99 }, denied);
  const found = (await codesOf(scripted, 'services')).join('\n');
  for (const action of [
    'ecr:BatchGetImage',
    'secretsmanager:DescribeSecret',
    'bedrock:GetInferenceProfile',
    'bedrock:GetFoundationModelAvailability',
    'servicequotas:GetServiceQuota',
  ]) {
    assert.ok(found.includes(`the role lacks ${action}`), `${action} in\n${found}`);
  }
});
