import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edited, releaseOf } from './fixtures/deployed-release.ts';
import { failingWith, scriptedDeployment } from './fixtures/scripted-deployment.ts';
import { restoreStack } from './restore-stack.ts';
import type { SavedStack } from './saved-stack.ts';

const release = releaseOf('dev');
const longerLogs = edited(release, [
  'stacks/platform.yaml',
  'RetentionInDays: !Ref LogRetentionDays',
  'RetentionInDays: 400',
]);
/** As it comes back from a record. */
const recorded = (saved: SavedStack | undefined): SavedStack => JSON.parse(JSON.stringify(saved));

test('a stack is put back to the template and parameters that it had', async (t) => {
  const { apply, deployment, stacks, mutations } = await scriptedDeployment(t, release);
  await apply();
  const [, platform] = await apply(longerLogs);
  const saved = recorded(platform?.saved);
  assert.equal(await restoreStack(deployment, saved, { token: 'back-1' }), 'restored');
  assert.equal(stacks.stacks[1]?.content?.text, release.texts.get('stacks/platform.yaml'));
  const before = mutations().length;
  assert.deepEqual(
    (await apply(release)).map(({ action }) => action),
    ['unchanged', 'unchanged'],
  );
  assert.equal(mutations().length, before);
  assert.equal(await restoreStack(deployment, saved, { token: 'back-2' }), 'unchanged');
});

test('a stack that the apply made stays', async (t) => {
  const { apply, deployment, mutations, told } = await scriptedDeployment(t, release);
  const [network] = await apply();
  const before = mutations().length;
  assert.equal(await restoreStack(deployment, recorded(network?.saved), { token: 'back' }), 'left');
  assert.equal(mutations().length, before);
  assert.equal(told.at(-1)?.state, 'warned');
});

test('data that came with the apply is not taken away again', async (t) => {
  const more = edited(release, [
    'stacks/platform.yaml',
    '\nResources:\n',
    '\nResources:\n  Extra:\n    Type: AWS::S3::Bucket\n',
  ]);
  const { apply, deployment, stacks } = await scriptedDeployment(t, release);
  await apply();
  const [, platform] = await apply(more);
  await assert.rejects(
    restoreStack(deployment, recorded(platform?.saved), { token: 'back' }),
    failingWith(
      'deploy/rollback',
      /shop-dev-platform.*Extra.*stays as it is/,
      /--allow-replace Extra/,
    ),
  );
  assert.ok(stacks.stacks[1]?.resources.has('Extra'));
  assert.ok(stacks.stacks[1]?.changeSets.every(({ execution }) => execution !== 'AVAILABLE'));
});

test('a stack in an odd state, or none, is not put back', async (t) => {
  const { apply, deployment, stacks } = await scriptedDeployment(t, release);
  await apply();
  const [, platform] = await apply(longerLogs);
  const saved = recorded(platform?.saved);
  const [, live] = stacks.stacks;
  if (live) live.status = 'UPDATE_ROLLBACK_FAILED';
  await assert.rejects(
    restoreStack(deployment, saved, { token: 'back' }),
    failingWith('deploy/rollback', /UPDATE_ROLLBACK_FAILED/, /continue-update-rollback/),
  );
  stacks.stacks.length = 0;
  await assert.rejects(
    restoreStack(deployment, saved, { token: 'back' }),
    failingWith('deploy/rollback', /no longer there/),
  );
});
