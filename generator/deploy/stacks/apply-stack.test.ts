import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edited, releaseOf } from './fixtures/deployed-release.ts';
import { failingWith, scriptedDeployment } from './fixtures/scripted-deployment.ts';
import { readLiveStacks } from './live-stack.ts';
import { planStacks } from './plan-stacks.ts';

const release = releaseOf('dev');
const longerLogs = edited(release, [
  'stacks/platform.yaml',
  'RetentionInDays: !Ref LogRetentionDays',
  'RetentionInDays: 400',
]);
const account = release.manifest.account ?? '';
const otherBucket = edited(release, [
  'stacks/platform.parameters.json',
  `shop-dev-catalog-${account}`,
  `shop-dev-goods-${account}`,
]);

test('an empty account gets all stacks in order, and a second apply changes nothing', async (t) => {
  const { apply, stacks, deployment, mutations, scripted, told } = await scriptedDeployment(
    t,
    release,
  );
  const [network, platform] = await apply();
  assert.deepEqual([network?.action, platform?.action], ['created', 'created']);
  assert.ok(network?.outputs.VpcId);
  assert.equal(network?.saved?.template, undefined);
  assert.deepEqual(
    stacks.stacks.map(({ name, status }) => [name, status]),
    [
      ['shop-dev-network', 'CREATE_COMPLETE'],
      ['shop-dev-platform', 'CREATE_COMPLETE'],
    ],
  );
  const live = await readLiveStacks(deployment);
  assert.equal(live[1]?.parameters.VpcId, network?.outputs.VpcId);
  assert.deepEqual(live[0]?.tags, { environment: 'dev', project: 'shop' });
  assert.deepEqual(
    planStacks(release, live).map(({ action }) => action),
    ['none', 'none'],
  );
  const before = mutations().length;
  const again = await apply();
  assert.deepEqual(
    again.map(({ action, saved }) => [action, saved]),
    [
      ['unchanged', undefined],
      ['unchanged', undefined],
    ],
  );
  assert.equal(mutations().length, before);
  assert.deepEqual(again[0]?.outputs, network?.outputs);
  assert.deepEqual(told.at(-1), { id: 'stack platform', state: 'unchanged', text: 'unchanged' });
  assert.ok(scripted.log.length > 0);
});

test('what happens is told a resource a line, and every line comes to an end', async (t) => {
  const { apply, told } = await scriptedDeployment(t, release);
  await apply();
  const vpc = told.filter(({ id }) => id === 'stack network Vpc');
  assert.match(vpc[0]?.text ?? '', /^AWS::EC2::VPC will be made$/);
  assert.match(vpc.at(-1)?.text ?? '', /CREATE_COMPLETE/);
  assert.ok(vpc.every(({ parent }) => parent === 'stack network'));
  const last = new Map(told.map((event) => [event.id, event.state]));
  assert.deepEqual(
    [...last].filter(([, state]) => state !== 'done'),
    [],
  );
});

test('a change is one change set, and what the stack was before comes back', async (t) => {
  const { apply, mutations, stacks } = await scriptedDeployment(t, release);
  await apply();
  const before = mutations().length;
  const [network, platform] = await apply(longerLogs);
  assert.deepEqual([network?.action, platform?.action], ['unchanged', 'updated']);
  assert.deepEqual(mutations().slice(before), ['CreateChangeSet', 'ExecuteChangeSet']);
  assert.equal(platform?.saved?.template, release.texts.get('stacks/platform.yaml'));
  assert.equal(platform?.saved?.parameters.VpcId, network?.outputs.VpcId);
  assert.equal(stacks.stacks[1]?.status, 'UPDATE_COMPLETE');
});

test('data that is replaced is refused before anything is called, and done once it is allowed by name', async (t) => {
  const { apply, mutations } = await scriptedDeployment(t, release);
  await apply();
  const before = mutations().length;
  await assert.rejects(
    apply(otherBucket),
    failingWith('deploy/replace', /CatalogBucket/, /--allow-replace CatalogBucket/),
  );
  assert.equal(mutations().length, before);
  const [, platform] = await apply(otherBucket, { allowReplace: ['CatalogBucket'] });
  assert.equal(platform?.action, 'updated');
});

test('data that only CloudFormation knows to be replaced is refused, and the change set deleted', async (t) => {
  const { apply, mutations, stacks, told } = await scriptedDeployment(t, release);
  await apply();
  const group = stacks.stacks[1]?.resources
    .values()
    .find(({ type }) => type === 'AWS::Logs::LogGroup');
  stacks.replacements.set(`shop-dev-platform/${group?.logicalId}`, 'True');
  const before = mutations().length;
  await assert.rejects(
    apply(longerLogs),
    failingWith('deploy/replace', new RegExp(group?.logicalId ?? 'none')),
  );
  assert.deepEqual(mutations().slice(before), ['CreateChangeSet', 'DeleteChangeSet']);
  assert.equal(
    told.findLast(({ id }) => id === `stack platform ${group?.logicalId}`)?.state,
    'failed',
  );
  assert.equal(told.at(-1)?.state, 'failed');
});

test('a new output alone is a change that is carried out', async (t) => {
  const { apply, deployment } = await scriptedDeployment(t, release);
  await apply();
  const more = edited(release, [
    'stacks/network.yaml',
    '\nOutputs:\n',
    '\nOutputs:\n  Range:\n    Value: !Ref VpcCidr\n',
  ]);
  const [network] = await apply(more);
  assert.equal(network?.action, 'updated');
  assert.match(network?.outputs.Range ?? '', /^10\./);
  assert.equal(planStacks(more, await readLiveStacks(deployment))[0]?.action, 'none');
});

for (const reason of [
  "The submitted information didn't contain changes. Submit different information to create a change set.",
  'No updates are to be performed.',
]) {
  test(`nothing to change is success: ${reason.slice(0, 30)}`, async (t) => {
    const { apply, stacks, mutations } = await scriptedDeployment(t, release);
    await apply();
    stacks.failingChangeSets.set('shop-dev-platform', reason);
    const before = mutations().length;
    const [, platform] = await apply(longerLogs);
    assert.deepEqual([platform?.action, platform?.saved], ['unchanged', undefined]);
    assert.deepEqual(mutations().slice(before), ['CreateChangeSet', 'DeleteChangeSet']);
  });
}

test('a change set that can’t be made leaves neither itself nor a stack', async (t) => {
  const { apply, stacks } = await scriptedDeployment(t, release);
  stacks.failingChangeSets.set('shop-dev-network', 'Template error: no such thing');
  await assert.rejects(
    apply(),
    failingWith('deploy/change-set', /shop-dev-network: Template error/),
  );
  assert.deepEqual(
    stacks.stacks.map(({ status }) => status),
    ['DELETE_COMPLETE'],
  );
  assert.deepEqual(
    (await apply()).map(({ action }) => action),
    ['created', 'created'],
  );
});

test('a resource that fails is named with its reason, and the stack is made anew on request', async (t) => {
  const { apply, stacks } = await scriptedDeployment(t, release);
  const failure = {
    stack: 'shop-dev-network',
    logicalId: 'NatGateway',
    on: 'CREATE',
    reason: 'The maximum number of addresses has been reached',
  } as const;
  const logicalId =
    release.wiring.stacks[0]?.resources.find(({ type }) => type === 'AWS::EC2::NatGateway')?.id ??
    '';
  stacks.failures.push({ ...failure, logicalId });
  await assert.rejects(
    apply(),
    failingWith(
      'deploy/stack-failed',
      new RegExp(`${logicalId}.*maximum number.*deleted what it had made`),
      /--yes/,
    ),
  );
  stacks.failures.length = 0;
  await assert.rejects(
    apply(),
    failingWith(
      'deploy/stack-state',
      /ROLLBACK_COMPLETE/,
      /delete-stack --stack-name shop-dev-network/,
    ),
  );
  assert.deepEqual(
    (await apply(release, { yes: true })).map(({ action }) => action),
    ['created', 'created'],
  );
});

test('an update that fails is put back by CloudFormation, and the next apply goes on', async (t) => {
  const { apply, stacks } = await scriptedDeployment(t, release);
  await apply();
  const group = stacks.stacks[1]?.resources
    .values()
    .find(({ type }) => type === 'AWS::Logs::LogGroup');
  stacks.failures.push({
    stack: 'shop-dev-platform',
    logicalId: group?.logicalId ?? '',
    on: 'UPDATE',
    reason: 'No such number of days',
  });
  await assert.rejects(
    apply(longerLogs),
    failingWith('deploy/stack-failed', /No such number of days.*put everything in it back/),
  );
  assert.equal(stacks.stacks[1]?.status, 'UPDATE_ROLLBACK_COMPLETE');
  stacks.failures.length = 0;
  assert.equal((await apply(longerLogs))[1]?.action, 'updated');
});

test('protection from deletion is set once, and called for only where it differs', async (t) => {
  const kept = edited(release, [
    'manifest.json',
    '"terminationProtection": false\n        },\n        {',
    '"terminationProtection": true\n        },\n        {',
  ]);
  const { apply, mutations, stacks } = await scriptedDeployment(t, release);
  await apply();
  const before = mutations().length;
  const [network] = await apply(kept);
  assert.deepEqual(mutations().slice(before), ['UpdateTerminationProtection']);
  assert.equal(network?.saved, undefined);
  assert.equal(stacks.stacks[0]?.protection, true);
  await apply(kept);
  assert.equal(mutations().length, before + 1);
});
