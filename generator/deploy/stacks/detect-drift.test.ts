import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detectStackDrift } from './detect-drift.ts';
import { releaseOf } from './fixtures/deployed-release.ts';
import { scriptedDeployment } from './fixtures/scripted-deployment.ts';
import { type LiveStack, readLiveStacks } from './live-stack.ts';

const release = releaseOf('dev');
const stack = 'shop-dev-network';

test('a stack without drift has no findings, and every resource was looked at', async (t) => {
  const { apply, deployment } = await scriptedDeployment(t, release);
  await apply();
  for (const live of await readLiveStacks(deployment)) {
    assert.deepEqual(await detectStackDrift(deployment, live), {
      stack: live.name,
      findings: [],
      unchecked: [],
    });
  }
});

test('what was changed or deleted by hand is found with both values, on whichever page it is', async (t) => {
  const { apply, deployment, stacks } = await scriptedDeployment(t, release);
  await apply();
  const resources = [...(stacks.stacks[0]?.resources.values() ?? [])];
  const last = resources.at(-1);
  assert.ok(last && resources.length > 10);
  stacks.drifts.push(
    {
      stack,
      logicalId: 'Vpc',
      status: 'MODIFIED',
      differences: [
        { path: '/EnableDnsSupport', expected: 'true', actual: 'false' },
        { path: '/Tags/0', expected: '{"Key":"a","Value":"b"}', actual: 'null', type: 'REMOVE' },
        { path: '/Login/Password', expected: 'one', actual: 'two' },
      ],
    },
    { stack, logicalId: last.logicalId, status: 'DELETED' },
  );
  const [network] = await readLiveStacks(deployment);
  const { findings } = await detectStackDrift(deployment, network as LiveStack);
  assert.deepEqual(
    findings.map(({ resource, state, details }) => ({ resource, state, details })),
    [
      {
        resource: 'Vpc',
        state: 'modified',
        details: [
          { path: 'EnableDnsSupport', before: true, after: false },
          { path: 'Tags.0', before: { Key: 'a', Value: 'b' }, after: undefined },
          { path: 'Login.Password', before: '(hidden)', after: '(hidden)' },
        ],
      },
      { resource: last.logicalId, state: 'deleted', details: [] },
    ],
  );
});

test('resources that CloudFormation can’t compare are named', async (t) => {
  const { apply, deployment, stacks } = await scriptedDeployment(t, release);
  await apply();
  stacks.drifts.push({ stack, logicalId: 'Vpc', status: 'NOT_CHECKED' });
  stacks.stacks[0]?.resources.delete('InternetGateway');
  const [network] = await readLiveStacks(deployment);
  const { unchecked, findings } = await detectStackDrift(deployment, network as LiveStack);
  assert.deepEqual(unchecked, [
    { resource: 'Vpc', type: 'AWS::EC2::VPC' },
    { resource: 'InternetGateway', type: 'AWS::EC2::InternetGateway' },
  ]);
  assert.deepEqual(findings, []);
});

test('a stack in an odd state, or none, is said not to be looked at', async (t) => {
  const { apply, deployment, stacks, scripted } = await scriptedDeployment(t, release);
  await apply();
  const [network] = await readLiveStacks(deployment);
  const calls = scripted.log.length;
  const odd = await detectStackDrift(deployment, {
    ...(network as LiveStack),
    status: 'DELETE_FAILED',
  });
  assert.match(odd.problem ?? '', /DELETE_FAILED/);
  assert.equal(scripted.log.length, calls);
  stacks.stacks.length = 0;
  const [gone] = await readLiveStacks(deployment);
  assert.match((await detectStackDrift(deployment, gone as LiveStack)).problem ?? '', /no stack/);
});

test('a detection that fails in part tells why, and what it found all the same', async (t) => {
  const { apply, deployment, stacks } = await scriptedDeployment(t, release);
  await apply();
  stacks.drifts.push({ stack, logicalId: 'Vpc', status: 'DELETED' });
  const [network] = await readLiveStacks(deployment);
  // The double's detections never fail, so this answer is put in the place of its own.
  deployment.aws.cloudFormation.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        if (commandName !== 'DescribeStackDriftDetectionStatusCommand') return result;
        const output = {
          ...result.output,
          DetectionStatus: 'DETECTION_FAILED',
          DetectionStatusReason: 'Access denied for one resource',
        };
        return { ...result, output } as typeof result;
      },
    { step: 'initialize' },
  );
  const drift = await detectStackDrift(deployment, network as LiveStack);
  assert.match(drift.problem ?? '', /shop-dev-network: Access denied for one resource/);
  assert.deepEqual(
    drift.findings.map(({ resource, state }) => [resource, state]),
    [['Vpc', 'deleted']],
  );
});
