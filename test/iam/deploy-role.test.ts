import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PutScalingPolicyCommand } from '@aws-sdk/client-application-auto-scaling';
import { permits, roleOf } from '../bootstrap/rendered-roles.ts';
import { collectedCalls } from '../deployment/collect-calls.ts';
import {
  express,
  newBoth,
  newPage,
  scaled,
  setStage,
  small,
  withoutAgent,
} from '../deployment/environments.ts';
import { answerProbe } from '../scripted-aws/ready-account.ts';
import { awsOf } from '../scripted-aws/scripted-aws.ts';
import { findRefused, findUnused, needsOfAll } from './check-calls.ts';

/** Statements by which AWS asks for what no call shows. */
const NOT_BY_A_CALL: Readonly<Record<string, string>> = {
  'LookAtPrerequisites acm:DescribeCertificate':
    'no stack here names a certificate; generator/deploy/prerequisites/check-over-http.test.ts does',
  'LookAtPrerequisites secretsmanager:DescribeSecret':
    'no service here names a secret; generator/deploy/prerequisites/check-over-http.test.ts does',
};

/** With these CloudFormation looks for drift, as whoever asks it to (its guide, "Detect drift"). */
const FOR_DRIFT_DETECTION =
  /^(LookAtNetwork|LookAtVpc|LookWithoutResource|LookAtNamespace|LookAtKeys|LookAtBuckets|LookAtLogGroups|LookAtCluster|LookAtRoles|LookAtPolicies) /;

/** An environment with Express Mode, from its first apply to nothing. */
async function playDev(): Promise<void> {
  const page = await setStage(express, { environment: 'dev', account: '111111111111' });
  const dev = page.deployed();
  dev.merge(newPage);
  await dev.run('apply', '--yes');
  await dev.run('rollback', '--yes');
  await dev.run('apply', '--dry-run');
  dev.merge(withoutAgent);
  await dev.run('apply', '--yes', '--prune');
  await dev.run('drift', '--fix', '--yes');
  dev.aws.state.ec2.securityGroups.set('sg-left', {
    id: 'sg-left',
    name: 'shop-dev-ui-vpc-1',
    vpcId: 'vpc-1',
  });
  const gone = await dev.run('destroy', '--confirm', 'dev', '--delete-logs');
  assert.equal(gone.code, 0, gone.messages.join());
}

/** An account of AWS takes the place of the one before, so what was played there comes first. */
await playDev();
const plain = await setStage(small);

/** What an environment meets without Express Mode. */
async function playStaging(): Promise<void> {
  const staging = plain.empty();
  staging.aws.state.lookups.quotas.clear();
  await staging.run('apply', '--yes');
  staging.merge(scaled);
  await staging.run('apply', '--yes');
  await awsOf(staging.aws).scaling.send(
    new PutScalingPolicyCommand({
      PolicyName: 'by-hand',
      ServiceNamespace: 'ecs',
      ResourceId: 'service/shop-staging/mcp-server',
      ScalableDimension: 'ecs:service:DesiredCount',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 10,
        PredefinedMetricSpecification: {
          PredefinedMetricType: 'ECSServiceAverageMemoryUtilization',
        },
      },
    }),
  );
  await staging.run('apply', '--yes');
  staging.merge(small);
  await staging.run('apply', '--yes');
  await failures();
  await mends();
}

/** A service that fails, is explained and put back; a probe that hangs; tags changed by hand. */
async function failures(): Promise<void> {
  const staging = plain.deployed();
  staging.merge(newBoth);
  staging.aws.state.ecs.outcomes.set('mcp-server', {
    kind: 'stops',
    exitCode: 1,
    lines: ['Error: no catalog'],
  });
  await staging.run('apply', '--yes');
  staging.aws.state.ecs.outcomes.clear();
  staging.aws.state.ecs.runOutcome = () => ({ hangs: true });
  await staging.run('apply', '--yes');
  staging.aws.state.ecs.runOutcome = (task) => answerProbe(task, staging.release());
  const [service] = staging.aws.state.ecs.services;
  service?.tags.splice(0, 1, { key: 'by', value: 'hand' });
  await staging.run('apply', '--yes');
}

const PLATFORM = 'shop-staging-platform';

/** A stack that is stuck, one that nothing changes in, protection that somebody set. */
async function mends(): Promise<void> {
  const staging = plain.deployed();
  const { cloudFormation } = staging.aws.state;
  for (const on of ['UPDATE', 'ROLLBACK'] as const) {
    cloudFormation.failures.push({ stack: PLATFORM, logicalId: 'AgentLogs', on, reason: 'no' });
  }
  staging.merge(newBoth);
  await staging.run('apply', '--yes');
  cloudFormation.failures.splice(0);
  cloudFormation.failingChangeSets.set(PLATFORM, 'not now');
  await staging.run('apply', '--yes');
  cloudFormation.failingChangeSets.clear();
  const platform = cloudFormation.stacks.find(({ name }) => name === PLATFORM);
  if (platform) platform.protection = !platform.protection;
  assert.equal((await staging.run('apply', '--yes')).code, 0);
  staging.aws.state.cloudFormation.drifts.push({
    stack: PLATFORM,
    logicalId: 'AgentLogs',
    status: 'MODIFIED',
    differences: [{ path: '/RetentionInDays', expected: '30', actual: '1' }],
  });
  await staging.run('drift', '--fix', '--yes');
}

test('the deploy role lets through every call that deployments make', async () => {
  await playStaging();
  assert.ok(collectedCalls().length > 500);
  assert.deepEqual(findRefused(collectedCalls(), 'deploy'), []);
});

test('and allows nothing that no call needs', () => {
  const needs = needsOfAll(collectedCalls()).map(({ need }) => need);
  const [dev, staging] = ['shop-dev-deploy', 'shop-staging-deploy'].map((name) =>
    findUnused(roleOf(name), needs),
  );
  const left = dev?.filter(
    (one) => staging?.includes(one) && !(one in NOT_BY_A_CALL) && !FOR_DRIFT_DETECTION.test(one),
  );
  assert.deepEqual(left, []);
});

test('no role of an environment reaches what is another’s', () => {
  const shared = /^(ecr|bedrock|servicequotas|acm|secretsmanager|sts):/;
  const reached = needsOfAll(collectedCalls())
    .filter(({ place }) => place.environment === 'dev')
    .map(({ need }) => need)
    .filter(({ action, resource }) => resource !== '*' && !shared.test(action))
    .filter(({ action, resource, facts }) =>
      permits(roleOf('shop-staging-deploy'), action, resource, facts),
    );
  assert.deepEqual(reached, []);
});

test('looking takes the read role and nothing more', async () => {
  const before = collectedCalls().length;
  const staging = plain.deployed();
  for (const command of ['status', 'history', 'drift']) await staging.run(command);
  const calls = collectedCalls().slice(before);
  assert.ok(calls.length > 10);
  assert.deepEqual(findRefused(calls, 'read'), []);
});
