import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeleteServiceCommand } from '@aws-sdk/client-ecs';
import { Failure } from '../../diagnostics.ts';
import { applyService } from './apply-service.ts';
import { LONG, scriptedDeployment } from './fixtures/scripted-deployment.ts';
import { editJson, wideRelease } from './fixtures/wide-release.ts';
import { readLiveServices } from './live-services.ts';
import { planServices } from './plan-services.ts';

const release = wideRelease();
const withImage = (name: string) =>
  wideRelease((texts) =>
    editJson(texts, `task-definitions/${name}.json`, (task) => {
      task.containerDefinitions[0].image = 'another:image';
    }),
  );
const withProtocol = (name: string) =>
  wideRelease((texts) =>
    editJson(texts, `task-definitions/${name}.json`, (task) => {
      task.containerDefinitions[0].portMappings[0].appProtocol = 'grpc';
    }),
  );
/** The release with the Express service behind no load balancer. */
const withoutExpress = () =>
  wideRelease((texts) => {
    const search = JSON.parse(texts.get('services/search.json') ?? '');
    const web = { ...search, serviceName: 'web', taskDefinition: 'gold-wide-web' };
    texts.set('services/web.json', JSON.stringify(web));
    const manifest = texts.get('manifest.json') ?? '';
    texts.set('manifest.json', manifest.replaceAll('CreateExpressGatewayService', 'CreateService'));
  });

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics[0]?.code;
    throw error;
  }
}

test('roles that ECS does not see yet are waited for', async (t) => {
  const { apply, scripted, mutations } = await scriptedDeployment(t);
  scripted.state.ecs.freshRoleFailures = 4;
  await apply(release);
  assert.equal(mutations().filter((one) => one === 'CreateService').length, 2);
});

test('throttling of every call delays an apply and does not fail it', async (t) => {
  const { apply, scripted, planOf } = await scriptedDeployment(t);
  const error = { code: 'ThrottlingException', message: 'Rate exceeded', status: 400 };
  scripted.faults.add({ attempt: 1, times: 10_000 }, { error });
  await apply(release);
  scripted.faults.clear();
  assert.ok((await planOf(release)).every(({ action }) => action === 'none'));
});

test('a service whose name is held by one that drains is made when that is gone', async (t) => {
  const { apply, service, aws, scripted } = await scriptedDeployment(t);
  await apply(release);
  const gone = { cluster: 'gold-wide', service: 'store', force: true };
  await aws.ecs.send(new DeleteServiceCommand(gone));
  assert.equal(service('store')?.status, 'DRAINING');
  await apply(release);
  assert.equal(service('store')?.status, 'ACTIVE');
  const own = scripted.state.ecs.services.filter(({ name }) => name === 'store');
  assert.deepEqual(
    own.map(({ status }) => status),
    ['INACTIVE', 'ACTIVE'],
  );
});

test('a service that is deleted while it is created anew is waited for all the same', async (t) => {
  const { apply, service, scripted } = await scriptedDeployment(t);
  await apply(release);
  const store = service('store');
  assert.ok(store);
  store.status = 'INACTIVE';
  // It shows as gone, and drains still.
  const hook = () => {
    store.status = 'DRAINING';
    scripted.clock.after(30_000, () => {
      store.status = 'INACTIVE';
    });
  };
  scripted.faults.add({ operation: 'CreateService' }, { hook });
  await apply(release);
  assert.equal(service('store')?.status, 'ACTIVE');
});

test('a client learns of a server that was made after its last deployment', async (t) => {
  const { apply, service, aws, mutations } = await scriptedDeployment(t);
  await apply(release);
  const before = ['search', 'web'].map((name) => service(name)?.deployments[0]?.id);
  const gone = { cluster: 'gold-wide', service: 'store', force: true };
  await aws.ecs.send(new DeleteServiceCommand(gone));
  await aws.clock.sleep(LONG);
  await apply(release);
  const after = ['search', 'web'].map((name) => service(name)?.deployments[0]?.id);
  assert.ok(after.every((id, index) => id && id !== before[index]));
  mutations();
  await apply(release);
  assert.deepEqual(mutations(), []);
});

test('a client is deployed anew when its server gets another name', async (t) => {
  const { apply, mutations } = await scriptedDeployment(t);
  await apply(release);
  mutations();
  const renamed = wideRelease((texts) =>
    editJson(texts, 'service-connect/store.json', (connect) => {
      connect.services[0].clientAliases[0].dnsName = 'shop';
    }),
  );
  await apply(renamed);
  assert.deepEqual(mutations(), ['UpdateService', 'UpdateService', 'UpdateService']);
  await apply(renamed);
  assert.deepEqual(mutations(), []);
});

test('a service that has to be made anew is deleted first, only where the plan says so', async (t) => {
  const { apply, deploymentOf, outputs, planOf, service, mutations } = await scriptedDeployment(t);
  await apply(release);
  mutations();
  const grpc = withProtocol('store');
  const [step] = await planOf(release);
  assert.ok(step?.phase === 'services' && step.action === 'none');
  const refused = applyService(deploymentOf(grpc), step, outputs);
  assert.equal(await codeOf(refused), 'deploy/moved');
  assert.deepEqual(mutations(), []);
  const createdAt = service('store')?.createdAt;
  await apply(grpc);
  assert.deepEqual(mutations().slice(0, 4), [
    'RegisterTaskDefinition',
    'UpdateService',
    'DeleteService',
    'CreateService',
  ]);
  assert.notEqual(service('store')?.createdAt, createdAt);
  await apply(grpc);
  assert.deepEqual(mutations(), []);
});

test('a service changes from Express and back by being made anew', async (t) => {
  const { apply, service, mutations } = await scriptedDeployment(t);
  await apply(release);
  const plain = withoutExpress();
  await apply(plain);
  assert.equal(service('web')?.express, undefined);
  mutations();
  await apply(plain);
  assert.deepEqual(mutations(), []);
  await apply(release);
  assert.ok(service('web')?.express);
  mutations();
  await apply(release);
  assert.deepEqual(mutations(), []);
});

test('Service Connect that an Express update takes off is put back', async (t) => {
  const { apply, scripted, service, mutations } = await scriptedDeployment(t);
  await apply(release);
  mutations();
  scripted.state.ecs.expressForgetsServiceConnect = true;
  await apply(withImage('web'));
  assert.deepEqual(mutations(), [
    'RegisterTaskDefinition',
    'UpdateExpressGatewayService',
    'UpdateService',
  ]);
  assert.equal(service('web')?.settings.serviceConnectConfiguration?.enabled, true);
});

test('an Express service that goes back to its old revision is a failure, told with both', async (t) => {
  const { apply, scripted, events } = await scriptedDeployment(t);
  await apply(release);
  scripted.state.ecs.outcomes.set('web', { kind: 'unhealthy' });
  assert.equal(await codeOf(apply(withImage('web'))), 'deploy/service-failed');
  assert.ok(events.some(({ id, text }) => id === 'service web' && /tasks run/.test(text)));
});

test('a first Express deployment that ECS gives up is a failure, and the next apply tries again', async (t) => {
  const { apply, scripted, service } = await scriptedDeployment(t);
  scripted.state.ecs.outcomes.set('web', { kind: 'unhealthy' });
  assert.equal(await codeOf(apply(release)), 'deploy/service-failed');
  scripted.state.ecs.outcomes.delete('web');
  await apply(release);
  assert.equal(service('web')?.settings.serviceConnectConfiguration?.enabled, true);
  assert.equal(service('web')?.deployments[0]?.value.rolloutState, 'COMPLETED');
});

test('a deployment that ECS gave up is tried again though the files are the same', async (t) => {
  const { apply, scripted, service, mutations } = await scriptedDeployment(t);
  scripted.state.ecs.outcomes.set('store', { kind: 'unhealthy' });
  await apply(release);
  assert.equal(service('store')?.deployments[0]?.value.rolloutState, 'FAILED');
  scripted.state.ecs.outcomes.delete('store');
  mutations();
  await apply(release);
  assert.equal(service('store')?.deployments[0]?.value.rolloutState, 'COMPLETED');
  // The store, and what was made before it was served.
  assert.equal(mutations()[0], 'UpdateService');
  await apply(release);
  assert.deepEqual(mutations(), []);
});

test('a rollback runs the revision that ran, and registers none', async (t) => {
  const { apply, deploymentOf, outputs, mutations, aws } = await scriptedDeployment(t);
  const [first] = await apply(release);
  await apply(withImage('store'));
  mutations();
  const deployment = deploymentOf(release);
  const revisions = new Map([['store', first?.taskDefinition ?? '']]);
  const live = await readLiveServices(deployment, outputs, { revisions });
  const [step] = planServices(release, live, outputs);
  assert.ok(step?.phase === 'services');
  assert.equal(step.taskDefinition.live, first?.taskDefinition);
  const applied = await applyService(deployment, step, outputs, { revisions });
  await aws.clock.sleep(LONG);
  assert.equal(applied.taskDefinition, first?.taskDefinition);
  assert.deepEqual(mutations(), ['UpdateService']);
});

test('the caller hears of a change before it is made, so that it can put it back', async (t) => {
  const { apply, deploymentOf, outputs, planOf, scripted } = await scriptedDeployment(t);
  await apply(release);
  const changed = withImage('store');
  const [step] = await planOf(changed);
  assert.ok(step?.phase === 'services');
  scripted.faults.add(
    { operation: 'UpdateService' },
    { error: { code: 'AccessDeniedException', status: 400 } },
  );
  const heard: string[] = [];
  await assert.rejects(
    applyService(deploymentOf(changed), step, outputs, {
      began: ({ before, taskDefinition }) =>
        heard.push(`${before?.taskDefinition} ${taskDefinition}`),
    }),
    { name: 'AccessDeniedException' },
  );
  assert.match(heard.join(), /store:1 .*store:2$/);
});

test('another strategy of capacity is taken with the force that ECS asks for', async (t) => {
  const { apply, scripted, mutations } = await scriptedDeployment(t);
  await apply(release);
  mutations();
  const spot = wideRelease((texts) =>
    editJson(texts, 'services/store.json', (input) => {
      input.capacityProviderStrategy[0].capacityProvider = 'FARGATE_SPOT';
    }),
  );
  await apply(spot);
  const sent = scripted.log.findLast(({ operation }) => operation === 'UpdateService')?.input;
  assert.ok(sent && 'forceNewDeployment' in sent && sent.forceNewDeployment);
  assert.deepEqual(mutations(), ['UpdateService']);
});

test('scaling follows its file: limits, policies, and its end', async (t) => {
  const { apply, scripted, mutations } = await scriptedDeployment(t);
  await apply(release);
  mutations();
  const { targets, policies } = scripted.state.scaling;
  const changed = wideRelease((texts) =>
    editJson(texts, 'scaling/search.json', ({ target, policies: [policy] }) => {
      target.MaxCapacity = 9;
      policy.PolicyName = 'hold-more';
    }),
  );
  await apply(changed);
  assert.deepEqual(mutations(), [
    'RegisterScalableTarget',
    'PutScalingPolicy',
    'DeleteScalingPolicy',
  ]);
  assert.deepEqual(
    [...targets.values()].map(({ MaxCapacity }) => MaxCapacity),
    [9],
  );
  assert.deepEqual(
    [...policies.values()].map(({ PolicyName }) => PolicyName),
    ['hold-more'],
  );
  const unscaled = wideRelease((texts) => texts.delete('scaling/search.json'));
  await apply(unscaled);
  assert.deepEqual(mutations(), ['DeregisterScalableTarget']);
  assert.equal(targets.size + policies.size, 0);
  await apply(unscaled);
  assert.deepEqual(mutations(), []);
});
