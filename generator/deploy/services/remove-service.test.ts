import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateServiceCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { scriptedDeployment } from './fixtures/scripted-deployment.ts';
import { wideRelease } from './fixtures/wide-release.ts';
import { readLiveServices } from './live-services.ts';
import { removeService } from './remove-service.ts';
import { deregisterTaskDefinitions } from './task-definitions.ts';

const release = wideRelease();

/** The release without some of its services. */
const without = (...gone: readonly string[]) =>
  wideRelease((texts) => {
    for (const path of [...texts.keys()]) {
      if (gone.some((name) => path.endsWith(`/${name}.json`))) texts.delete(path);
    }
    const manifest = JSON.parse(texts.get('manifest.json') ?? '');
    for (const phase of manifest.phases) {
      phase.steps = phase.steps.filter(({ service = '' }) => !gone.includes(service));
    }
    texts.set('manifest.json', JSON.stringify(manifest));
  });

test('services that are rendered no longer stay until they are to be pruned', async (t) => {
  const { apply, service, mutations, scripted } = await scriptedDeployment(t);
  await apply(release);
  const less = without('search', 'web');
  mutations();
  await apply(less);
  assert.deepEqual(mutations(), []);
  await apply(less, { prune: true });
  assert.deepEqual(mutations(), [
    ...['DeregisterScalableTarget', 'UpdateService', 'DeleteService'],
    'DeleteExpressGatewayService',
  ]);
  assert.deepEqual(
    ['store', 'search', 'web'].map((name) => service(name)?.status),
    ['ACTIVE', undefined, undefined],
  );
  assert.equal(scripted.state.scaling.targets.size, 0);
  await apply(less, { prune: true });
  assert.deepEqual(mutations(), []);
});

test('services of others in the same cluster, and of other environments, are never touched', async (t) => {
  const { apply, aws, outputs, deploymentOf } = await scriptedDeployment(t);
  const [store] = await apply(release);
  const foreign = [
    { serviceName: 'untagged' },
    {
      serviceName: 'other-environment',
      tags: [
        { key: 'project', value: 'gold' },
        { key: 'environment', value: 'other' },
      ],
    },
  ];
  for (const one of foreign) {
    const { taskDefinition = '' } = store ?? {};
    await aws.ecs.send(new CreateServiceCommand({ ...one, cluster: 'gold-wide', taskDefinition }));
  }
  // More services than one page holds.
  for (let index = 0; index < 12; index += 1) {
    const { taskDefinition = '' } = store ?? {};
    const serviceName = `old-${index}`;
    const tags = [
      { key: 'project', value: 'gold' },
      { key: 'environment', value: 'wide' },
    ];
    const input = { cluster: 'gold-wide', serviceName, taskDefinition, tags };
    await aws.ecs.send(new CreateServiceCommand(input));
  }
  const { removed } = await readLiveServices(deploymentOf(release), outputs);
  assert.deepEqual(removed.map(({ name }) => name).sort(), [
    ...Array.from({ length: 12 }, (_, index) => `old-${index}`).sort(),
  ]);
});

test('removing goes on where a run was cut, and a service that is gone is left out', async (t) => {
  const { apply, aws, outputs, deploymentOf, scripted, service, mutations } =
    await scriptedDeployment(t);
  await apply(release);
  const deployment = deploymentOf(without('search'));
  const read = async () => (await readLiveServices(deployment, outputs)).removed;
  for (const operation of ['DeregisterScalableTarget', 'UpdateService', 'DeleteService']) {
    const [gone] = await read();
    assert.ok(gone, operation);
    scripted.faults.add({ operation }, { cut: 'after', stays: true });
    await assert.rejects(removeService(deployment, gone));
    scripted.faults.clear();
  }
  const [gone] = await read();
  assert.equal(gone?.service?.status, 'DRAINING');
  assert.ok(gone);
  await removeService(deployment, gone);
  assert.equal(service('search'), undefined);
  mutations();
  await removeService(deployment, gone);
  assert.deepEqual(mutations(), []);
  assert.deepEqual(await read(), []);
  assert.ok(aws);
});

test('revisions of all services that ever were are deregistered, and those of others are not', async (t) => {
  const { apply, aws, deploymentOf, scripted } = await scriptedDeployment(t);
  await apply(release);
  // An environment `wide-east` has families that begin in the same way, even the very same ones.
  const others = [
    { key: 'project', value: 'gold' },
    { key: 'environment', value: 'wide-east' },
  ];
  const containerDefinitions = [{ name: 'app', image: 'app' }];
  for (const family of ['gold-wide-east-store', 'gold-wide-store']) {
    const input = { family, containerDefinitions, tags: others };
    await aws.ecs.send(new RegisterTaskDefinitionCommand(input));
  }
  const deployment = deploymentOf(without('search'));
  const retired = await deregisterTaskDefinitions(deployment);
  assert.deepEqual(retired.map((arn) => arn.split('/').at(-1)).sort(), [
    'gold-wide-search:1',
    'gold-wide-store:1',
    'gold-wide-web:1',
  ]);
  const states = [...scripted.state.ecs.taskDefinitions.values()].flat();
  const active = states.filter(({ definition }) => definition.status === 'ACTIVE');
  assert.deepEqual(
    active.map(({ tags }) => tags),
    [others, others],
  );
  assert.deepEqual(await deregisterTaskDefinitions(deployment), []);
});
