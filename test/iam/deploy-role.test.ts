import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PutScalingPolicyCommand } from '@aws-sdk/client-application-auto-scaling';
import { permits, roleOf } from '../bootstrap/rendered-roles.ts';
import { type CollectedCall, collectedCalls } from '../deployment/collect-calls.ts';
import type { DeployWorld } from '../deployment/deploy-world.ts';
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
import { findRefused, findUnused, needsInNeighbour, needsOfAll, placeOf } from './check-calls.ts';
import type { Need } from './needs.ts';

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

/** Calls of commands that change nothing. */
const looks: CollectedCall[] = [];

/** Looks at what is deployed in every way that there is. */
async function look(world: DeployWorld): Promise<void> {
  const before = collectedCalls().length;
  for (const command of ['status', 'history', 'drift']) await world.run(command);
  looks.push(...collectedCalls().slice(before));
}

/** An environment with Express Mode, from its first apply to nothing. */
async function playDev(): Promise<void> {
  const page = await setStage(express, { environment: 'dev', account: '111111111111' });
  const dev = page.deployed();
  dev.merge(newPage);
  await dev.run('apply', '--yes');
  await look(dev);
  await dev.run('rollback', '--yes');
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
  await look(staging);
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

/** What reaches beyond the environment, in the same account: an action, how its resources begin, and why. */
const SHARED: readonly (readonly [action: string, resources: string, why: string])[] = [
  [
    's3:ListBucket',
    'arn:aws:s3:::shop-state-',
    'the bucket is the account’s; its keys are no secret',
  ],
  ['ecr:BatchGetImage', 'arn:aws:ecr:', 'images are promoted from one environment to the next'],
  ['bedrock:GetInferenceProfile', 'arn:aws:bedrock:', 'models are the account’s'],
  ['servicequotas:GetServiceQuota', 'arn:aws:servicequotas:', 'quotas are the account’s'],
  ['ec2:DeleteSecurityGroup', 'arn:aws:ec2:', 'Express Mode tags its group with its own tags only'],
  ...[
    'DeleteScalingPolicy',
    'DeregisterScalableTarget',
    'PutScalingPolicy',
    'RegisterScalableTarget',
  ].map(
    (operation) =>
      [
        `application-autoscaling:${operation}`,
        'arn:aws:application-autoscaling:',
        'a target has an id of its own, and a tag only if it was made with it',
      ] as const,
  ),
  ['iam:CreateServiceLinkedRole', 'arn:aws:iam:', 'such a role stands once an account'],
];

test('no role of an environment reaches what is another’s in the same account', () => {
  const reached = ['dev', 'staging'].flatMap((environment) => {
    const calls = collectedCalls().filter((call) => placeOf(call).environment === environment);
    return needsInNeighbour(calls, 'qa').filter(
      ({ action, resource, facts }) =>
        resource !== '*' && permits(roleOf(`shop-${environment}-deploy`), action, resource, facts),
    );
  });
  const isAbout = ({ action, resource }: Need, [shared, begins]: (typeof SHARED)[number]) =>
    action === shared && resource.startsWith(begins);
  assert.deepEqual(
    reached.filter((need) => !SHARED.some((one) => isAbout(need, one))),
    [],
  );
  const stale = SHARED.filter((one) => !reached.some((need) => isAbout(need, one)));
  assert.deepEqual(stale, []);
});

test('looking takes the read role and nothing more', () => {
  assert.ok(looks.length > 50, String(looks.length));
  assert.deepEqual(findRefused(looks, 'read'), []);
});

test('and allows nothing that no look needs', () => {
  const needs = needsOfAll(looks).map(({ need }) => need);
  const left = findUnused(roleOf('shop-dev-read'), needs).filter(
    (one) =>
      findUnused(roleOf('shop-staging-read'), needs).includes(one) &&
      !(one in NOT_BY_A_CALL) &&
      !FOR_DRIFT_DETECTION.test(one),
  );
  assert.deepEqual(left, []);
});
