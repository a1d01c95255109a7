import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AppliedService } from './applied-service.ts';
import { applyService } from './apply-service.ts';
import { LONG, scriptedDeployment } from './fixtures/scripted-deployment.ts';
import { editJson, wideRelease } from './fixtures/wide-release.ts';
import { restoreService } from './restore-service.ts';

const release = wideRelease();
const changed = (name: string) =>
  wideRelease((texts) => {
    editJson(texts, `task-definitions/${name}.json`, (task) => {
      task.containerDefinitions[0].image = 'another:image';
    });
    editJson(texts, `service-connect/${name}.json`, (connect) => {
      connect.accessLogConfiguration.format = 'TEXT';
    });
    editJson(texts, `services/${name}.json`, (input) => {
      input.tags.push({ key: 'owner', value: 'somebody' });
      if (input.deploymentConfiguration) input.deploymentConfiguration.maximumPercent = 150;
      if (input.desiredCount) input.desiredCount = 4;
      if (input.healthCheckPath) input.healthCheckPath = '/other';
    });
  });

/** Applies one service of a release on top of another, and gives what must be put back. */
async function applyOver(t: Parameters<typeof scriptedDeployment>[0], name: string) {
  const scripted = await scriptedDeployment(t);
  const { apply, service, mutations, planOf, deploymentOf, outputs, aws } = scripted;
  await apply(release);
  const settings = structuredClone(service(name)?.settings);
  const configuration = structuredClone(service(name)?.express?.configuration);
  const tags = service(name)
    ?.tags.map(({ key }) => key)
    .sort();
  const next = changed(name);
  const step = (await planOf(next)).find((one) => one.service === name && one.phase === 'services');
  assert.ok(step?.phase === 'services');
  const applied = await applyService(deploymentOf(next), step, outputs);
  await aws.clock.sleep(LONG);
  mutations();
  // As a record holds it.
  const kept = JSON.parse(JSON.stringify(applied)) as AppliedService;
  return { ...scripted, applied: kept, settings, configuration, tags };
}

test('a service gets back its revision and every setting that was changed', async (t) => {
  const { applied, settings, tags, service, deploymentOf, mutations, apply, aws } = await applyOver(
    t,
    'store',
  );
  assert.equal(service('store')?.settings.desiredCount, 4);
  const deployment = deploymentOf(release);
  assert.equal(await restoreService(deployment, applied), true);
  await aws.clock.sleep(LONG);
  assert.deepEqual(mutations(), ['UntagResource', 'UpdateService']);
  assert.deepEqual(service('store')?.settings, settings);
  assert.deepEqual(
    service('store')
      ?.tags.map(({ key }) => key)
      .sort(),
    tags,
  );
  assert.equal(await restoreService(deployment, applied), false);
  await apply(release);
  assert.deepEqual(mutations(), []);
});

test('an Express service is updated back, Service Connect included', async (t) => {
  const { applied, settings, configuration, service, deploymentOf, mutations, apply, aws } =
    await applyOver(t, 'web');
  assert.equal(service('web')?.express?.configuration.healthCheckPath, '/other');
  await restoreService(deploymentOf(release), applied);
  await aws.clock.sleep(LONG);
  assert.deepEqual(mutations(), ['UntagResource', 'UpdateExpressGatewayService', 'UpdateService']);
  assert.equal(service('web')?.settings.taskDefinition, settings?.taskDefinition);
  assert.deepEqual(
    service('web')?.settings.serviceConnectConfiguration,
    settings?.serviceConnectConfiguration,
  );
  const { serviceRevisionArn: _, ...back } = service('web')?.express?.configuration ?? {};
  const { serviceRevisionArn: __, ...before } = configuration ?? {};
  assert.deepEqual(back, before);
  await apply(release);
  assert.deepEqual(mutations(), []);
});

test('a service that did not exist is taken away again, and a second time there is nothing to do', async (t) => {
  const { apply, service, deploymentOf, mutations } = await scriptedDeployment(t);
  const applied = await apply(release);
  mutations();
  const deployment = deploymentOf(release);
  for (const one of applied.toReversed()) assert.equal(await restoreService(deployment, one), true);
  assert.deepEqual(mutations(), [
    'DeleteExpressGatewayService',
    ...['DeregisterScalableTarget', 'UpdateService', 'DeleteService'],
    ...['UpdateService', 'DeleteService'],
  ]);
  for (const name of ['store', 'search', 'web']) assert.equal(service(name), undefined);
  for (const one of applied) assert.equal(await restoreService(deployment, one), false);
});

test('a service that was made anew is made anew as it was', async (t) => {
  const { apply, service, deploymentOf, mutations, aws } = await scriptedDeployment(t);
  await apply(release);
  const grpc = wideRelease((texts) =>
    editJson(texts, 'task-definitions/store.json', (task) => {
      task.containerDefinitions[0].portMappings[0].appProtocol = 'grpc';
    }),
  );
  const [applied] = await apply(grpc);
  assert.ok(applied?.action === 'recreate');
  await restoreService(deploymentOf(grpc), applied);
  await aws.clock.sleep(LONG);
  assert.match(service('store')?.settings.taskDefinition ?? '', /store:1$/);
  await apply(release);
  mutations();
  await apply(release);
  assert.deepEqual(mutations(), []);
});

test('what ECS has put back by itself is left alone', async (t) => {
  const { apply, scripted, service, deploymentOf, mutations } = await scriptedDeployment(t);
  await apply(release);
  scripted.state.ecs.outcomes.set('store', { kind: 'unhealthy' });
  const image = wideRelease((texts) =>
    editJson(texts, 'task-definitions/store.json', (task) => {
      task.containerDefinitions[0].image = 'another:image';
    }),
  );
  const [applied] = await apply(image);
  assert.match(service('store')?.settings.taskDefinition ?? '', /store:1$/);
  mutations();
  assert.ok(applied);
  assert.equal(await restoreService(deploymentOf(image), applied), false);
  assert.deepEqual(mutations(), []);
});
