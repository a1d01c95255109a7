import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changedAt, leavesOf } from '../../../test/support/change-leaf.ts';
import { fieldsOf } from '../../render/plain-values.ts';
import { makeRelease, sha256 } from '../release/release.ts';
import { dataLost } from './data-changes.ts';
import { absent, deployed, edited, having, releaseOf } from './fixtures/deployed-release.ts';
import { planStacks } from './plan-stacks.ts';

const release = releaseOf('prod');
const live = deployed(release);
const actions = (steps: ReturnType<typeof planStacks>) =>
  Object.fromEntries(steps.map(({ stack, action }) => [stack, action]));

test('stacks that are what the release says are left alone', () => {
  const steps = planStacks(release, live);
  assert.deepEqual(
    steps.map(({ stack, action, changes, others, parameters }) => ({
      stack,
      action,
      changes,
      others,
      parameters,
    })),
    ['network', 'platform'].map((stack) => ({
      stack,
      action: 'none',
      changes: [],
      others: [],
      parameters: [],
    })),
  );
  assert.equal(steps[0]?.templateHash, sha256(release.texts.get('stacks/network.yaml') ?? ''));
});

test('an empty account gets every stack, in order, with references where no output is known', () => {
  const [network, platform] = planStacks(release, live.map(absent));
  assert.equal(network?.action, 'create');
  assert.equal(network?.status, undefined);
  assert.ok(network?.changes.every(({ impact }) => impact === 'added'));
  assert.equal(network?.changes.length, release.wiring.stacks[0]?.resources.length);
  assert.deepEqual(network?.waitsFor, []);
  assert.equal(platform?.action, 'create');
  assert.deepEqual(platform?.waitsFor, ['network']);
  assert.deepEqual(
    platform?.parameters.find(({ key }) => key === 'VpcId'),
    { key: 'VpcId', after: 'stack-output://network/VpcId' },
  );
});

test('comments, descriptions, metadata, the order of making and that of keys are no change', () => {
  const changed = edited(
    release,
    ['stacks/platform.yaml', 'Resources:\n', '# a comment\nResources:\n'],
    ['stacks/platform.yaml', 'Description: VPC of the security groups', 'Description: Another'],
    ['stacks/platform.yaml', 'reason: The catalog is a copy', 'reason: It is a copy'],
    ['stacks/platform.yaml', 'DependsOn: AccessLogBucketPolicy', 'DependsOn: Cluster'],
    [
      'stacks/platform.yaml',
      '            BlockPublicAcls: true\n            BlockPublicPolicy: true\n'.replaceAll(
        '            ',
        '        ',
      ),
      '        BlockPublicPolicy: true\n        BlockPublicAcls: true\n',
    ],
  );
  assert.deepEqual(actions(planStacks(changed, live)), { network: 'none', platform: 'none' });
});

test('a parameter that changes a resource is told with both values and what it does', () => {
  const changed = edited(release, [
    'stacks/platform.parameters.json',
    '"ParameterValue": "365"',
    '"ParameterValue": "400"',
  ]);
  const platform = planStacks(changed, live)[1];
  assert.equal(platform?.action, 'update');
  assert.deepEqual(platform?.parameters, [
    { key: 'LogRetentionDays', before: '365', after: '400' },
  ]);
  assert.ok(platform?.changes.length);
  assert.ok(
    platform?.changes.every(
      ({ type, impact }) => type === 'AWS::Logs::LogGroup' && impact === 'updated',
    ),
  );
  assert.deepEqual(dataLost(platform?.changes ?? []), []);
});

test('what follows from a replacement in another stack is told, and that it waits for that stack', () => {
  const changed = edited(release, [
    'stacks/network.parameters.json',
    '"ParameterValue": "10.30.0.0/16"',
    '"ParameterValue": "10.40.0.0/16"',
  ]);
  const [network, platform] = planStacks(changed, live);
  assert.equal(network?.changes.find(({ logicalId }) => logicalId === 'Vpc')?.impact, 'replaced');
  assert.deepEqual(platform?.waitsFor, ['network']);
  assert.ok(
    platform?.changes.some(
      ({ type, impact }) => type === 'AWS::EC2::SecurityGroup' && impact === 'replaced',
    ),
  );
});

test('once the other stack has another output, the parameter differs', () => {
  const moved = having(live, 'network', { outputs: { ...live[0]?.outputs, VpcId: 'vpc-new' } });
  const platform = planStacks(release, moved)[1];
  assert.deepEqual(platform?.parameters, [
    { key: 'VpcId', before: 'network-VpcId', after: 'vpc-new' },
  ]);
  assert.equal(platform?.action, 'update');
});

test('a bucket with another name is data that is lost, and one that stays in the account is said to', () => {
  const changed = edited(release, [
    'stacks/platform.parameters.json',
    'shop-prod-catalog-333333333333',
    'shop-prod-goods-333333333333',
  ]);
  const platform = planStacks(changed, live)[1];
  assert.deepEqual(dataLost(platform?.changes ?? []), ['CatalogBucket']);
  const bucket = platform?.changes.find(({ logicalId }) => logicalId === 'CatalogBucket');
  assert.deepEqual(bucket && { ...bucket, properties: [] }, {
    logicalId: 'CatalogBucket',
    type: 'AWS::S3::Bucket',
    impact: 'replaced',
    properties: [],
    isData: true,
    isRetained: true,
  });
  assert.ok(bucket?.properties.includes('BucketName'));
});

test('an output, a tag and the protection from deletion are changes without a changed resource', () => {
  const output = edited(release, ['stacks/network.yaml', '  VpcId:\n', '  TheVpcId:\n']);
  assert.deepEqual(planStacks(output, live)[0]?.others, ['Outputs']);
  const tagged = having(live, 'network', { tags: { project: 'shop' } });
  assert.deepEqual(planStacks(release, tagged)[0]?.others, ['Tags']);
  const manifest = edited(release, [
    'manifest.json',
    '"stack": "network",',
    '"stack": "network", "terminationProtection": true,',
  ]);
  const bare = having(live, 'network', { terminationProtection: false });
  const [step] = planStacks(manifest, bare);
  assert.deepEqual([step?.action, step?.protection], ['update', { before: false, after: true }]);
  assert.equal(
    planStacks(manifest, having(bare, 'network', { terminationProtection: true }))[0]?.action,
    'none',
  );
});

test('protection that somebody switched on stays where the release says nothing of it', () => {
  const text =
    release.texts.get('manifest.json')?.replaceAll(/ *"terminationProtection": \w+,?\n/g, '') ?? '';
  const silent = makeRelease(
    'prod',
    new Map([...release.texts, ['manifest.json', text.replace(/,(\s*})/g, '$1')]]),
  );
  const [step] = planStacks(silent, having(live, 'network', { terminationProtection: true }));
  assert.deepEqual([step?.action, step?.protection], ['none', { before: true, after: true }]);
});

test('an odd state comes before what would change, and names the command that mends it', () => {
  const rows = [
    ['UPDATE_IN_PROGRESS', 'mend', 'describe-stack-events'],
    ['ROLLBACK_COMPLETE', 'mend', 'delete-stack'],
    ['REVIEW_IN_PROGRESS', 'mend', 'delete-stack'],
    ['UPDATE_ROLLBACK_FAILED', 'mend', 'continue-update-rollback'],
    ['DELETE_FAILED', 'blocked', 'delete-stack'],
    ['CREATE_FAILED', 'blocked', 'delete-stack'],
  ] as const;
  for (const [status, action, command] of rows) {
    const [step] = planStacks(release, having(live, 'network', { status }));
    assert.equal(step?.action, action, status);
    assert.equal(
      step?.mend?.command,
      `aws cloudformation ${command} --stack-name shop-prod-network --region us-west-2`,
    );
  }
  const [gone] = planStacks(release, having(live, 'network', { status: 'ROLLBACK_COMPLETE' }));
  assert.ok(gone?.changes.every(({ impact }) => impact === 'added'));
  const [fine] = planStacks(
    release,
    having(live, 'network', { status: 'UPDATE_ROLLBACK_COMPLETE' }),
  );
  assert.deepEqual([fine?.action, fine?.mend], ['none', undefined]);
});

test('a masked parameter is neither a change nor shown', () => {
  const secret = edited(release, [
    'stacks/platform.yaml',
    '  ModelId:\n    Type: String\n',
    '  ModelId:\n    Type: String\n    NoEcho: true\n',
  ]);
  const masked = { ...live[1]?.parameters, ModelId: '****' };
  assert.equal(
    planStacks(secret, having(live, 'platform', { parameters: masked }))[1]?.action,
    'none',
  );
  const fresh = planStacks(secret, live.map(absent))[1];
  assert.deepEqual(
    fresh?.parameters.find(({ key }) => key === 'ModelId'),
    { key: 'ModelId', after: '(hidden)' },
  );
});

test('a plan is plain data: written and read again, it is the same', () => {
  const steps = planStacks(release, live.map(absent));
  assert.deepEqual(JSON.parse(JSON.stringify(steps)), steps);
});

test('whatever is changed by hand in a property is an update of its stack', () => {
  const places = live.flatMap(({ name }) =>
    leavesOf(resourcesOf(name))
      .filter((path) => path[1] === 'Properties')
      .map((path) => ({ name, path })),
  );
  assert.ok(places.length > 200);
  fc.assert(
    fc.property(fc.constantFrom(...places), ({ name, path }) => {
      const template = release.wiring.stacks.find((stack) => stack.name === name)?.template.value;
      const changed = JSON.stringify(changedAt(template, ['Resources', ...path]));
      const step = planStacks(release, having(live, name, { template: changed })).find(
        ({ stack }) => stack === name,
      );
      assert.equal(step?.action, 'update', path.join('.'));
    }),
    { numRuns: 60 },
  );
});

const resourcesOf = (name: string) => {
  const stack = release.wiring.stacks.find((one) => one.name === name);
  return fieldsOf(stack?.template.value).Resources;
};
