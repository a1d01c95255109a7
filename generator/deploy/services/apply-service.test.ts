import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { LONG, scriptedDeployment } from './fixtures/scripted-deployment.ts';
import { editJson, wideRelease } from './fixtures/wide-release.ts';

const release = wideRelease();
/** The release with another image of one service. */
const withImage = (name: string, image = 'another:image') =>
  wideRelease((texts) =>
    editJson(texts, `task-definitions/${name}.json`, (task) => {
      task.containerDefinitions[0].image = image;
    }),
  );

test('a first apply makes every service as its files say, and a second changes nothing', async (t) => {
  const { apply, mutations, planOf, service, scripted } = await scriptedDeployment(t);
  const applied = await apply(release);
  assert.deepEqual(
    applied.map(({ service, action, before }) => [service, action, before]),
    [
      ['store', 'create', undefined],
      ['search', 'create', undefined],
      ['web', 'create', undefined],
    ],
  );
  assert.deepEqual(mutations(), [
    ...['RegisterTaskDefinition', 'CreateService'],
    ...['RegisterTaskDefinition', 'CreateService'],
    ...['RegisterTaskDefinition', 'CreateExpressGatewayService', 'UpdateService'],
    ...['RegisterScalableTarget', 'PutScalingPolicy'],
  ]);
  assert.equal(service('store')?.settings.serviceConnectConfiguration?.enabled, true);
  assert.equal(service('web')?.settings.serviceConnectConfiguration?.enabled, true);
  assert.match(applied[2]?.express?.endpoints[0] ?? '', /^web-/);
  assert.equal(scripted.state.scaling.policies.size, 1);

  await apply(release);
  assert.deepEqual(mutations(), []);
  const steps = await planOf(release);
  assert.ok(steps.every(({ action }) => action === 'none'));
});

test('another image is one new revision and one update, of that service alone', async (t) => {
  const { apply, mutations, service } = await scriptedDeployment(t);
  await apply(release);
  mutations();
  const [store] = await apply(withImage('store'));
  assert.deepEqual(mutations(), ['RegisterTaskDefinition', 'UpdateService']);
  assert.equal(store?.action, 'update');
  assert.match(store?.before?.taskDefinition ?? '', /gold-wide-store:1$/);
  assert.match(store?.taskDefinition ?? '', /gold-wide-store:2$/);
  assert.equal(store?.deploymentId, service('store')?.deployments[0]?.id);
  assert.deepEqual(JSON.parse(JSON.stringify(store)), store);
});

test('each setting that differs is brought back, and nothing else is sent', async (t) => {
  const { apply, scripted, service, mutations } = await scriptedDeployment(t);
  await apply(release);
  const store = service('store');
  assert.ok(store);
  store.settings = {
    ...store.settings,
    desiredCount: 5,
    enableExecuteCommand: true,
    healthCheckGracePeriodSeconds: 9,
  };
  store.tags = [
    { key: 'project', value: 'gold' },
    { key: 'owner', value: 'somebody' },
  ];
  mutations();
  await apply(release);
  assert.deepEqual(mutations(), ['TagResource', 'UntagResource', 'UpdateService']);
  const sent = scripted.log.findLast(({ operation }) => operation === 'UpdateService')?.input;
  assert.deepEqual(sent, {
    cluster: 'gold-wide',
    service: 'store',
    desiredCount: 2,
    enableExecuteCommand: false,
    healthCheckGracePeriodSeconds: 0,
  });
  assert.equal(store.deployments.length, 1);
  assert.deepEqual(store.tags.map(({ key }) => key).sort(), ['environment', 'project', 'service']);
});

test('Service Connect that was switched off by hand is switched on', async (t) => {
  const { apply, service, mutations, aws } = await scriptedDeployment(t);
  await apply(release);
  await aws.ecs.send(
    new UpdateServiceCommand({
      cluster: 'gold-wide',
      service: 'store',
      serviceConnectConfiguration: { enabled: false },
    }),
  );
  await aws.clock.sleep(LONG);
  mutations();
  await apply(release);
  assert.deepEqual(mutations().slice(0, 1), ['UpdateService']);
  assert.equal(service('store')?.settings.serviceConnectConfiguration?.enabled, true);
});
