import assert from 'node:assert/strict';
import { test } from 'node:test';
import { revisionArn, toldRevision, toldService } from './fixtures/told-by-aws.ts';
import { editJson, outputsOf, wideRelease } from './fixtures/wide-release.ts';
import type { LiveService, LiveServices } from './live-service.ts';
import { planServices } from './plan-services.ts';
import type { ServiceStep, ServicesStep } from './service-step.ts';
import { wantedServices } from './wanted-service.ts';

const release = wideRelease();
const outputs = outputsOf(release);
const wanted = wantedServices(release, outputs);
const asFiles: LiveServices = { services: wanted.map((one) => toldService(one)), removed: [] };

/** What is live, with one service otherwise. */
const but = (name: string, change: (live: LiveService) => LiveService): LiveServices => ({
  ...asFiles,
  services: asFiles.services.map((one) => (one.name === name ? change(one) : one)),
});
const primary = (live: LiveService, members: object): LiveService => ({
  ...live,
  service: {
    ...live.service,
    deployments: [{ ...live.service?.deployments?.[0], ...members }],
  },
});
const actions = (steps: readonly ServicesStep[]) =>
  steps.map(({ phase, service, action }) => `${phase} ${service} ${action}`);
const step = (steps: readonly ServicesStep[], name: string): ServiceStep => {
  const found = steps.find(({ phase, service }) => phase === 'services' && service === name);
  assert.ok(found?.phase === 'services');
  return found;
};

test('what is as its files say has nothing to be done', () => {
  const steps = planServices(release, asFiles, outputs);
  assert.deepEqual(actions(steps), [
    'services store none',
    'services search none',
    'services web none',
    'scaling search none',
  ]);
  assert.ok(steps.every((one) => one.phase !== 'services' || !one.restarts));
});

test('where nothing is, all is created, servers before their clients, and scaling last', () => {
  const none = { services: wanted.map(({ name }) => ({ name })), removed: [] };
  const steps = planServices(release, none, new Map());
  assert.deepEqual(actions(steps), [
    'services store create',
    'services search create',
    'services web create',
    'scaling search create',
  ]);
  assert.deepEqual(step(steps, 'store').taskDefinition, {
    family: 'gold-wide-store',
    action: 'register',
  });
});

test('a revision that was registered and never run is used by the next run', () => {
  const image = wideRelease((texts) =>
    editJson(texts, 'task-definitions/store.json', (task) => {
      task.containerDefinitions[0].image = 'another:image';
    }),
  );
  const [store] = wantedServices(image, outputs);
  assert.ok(store);
  const registered = planServices(image, asFiles, outputs);
  assert.equal(step(registered, 'store').taskDefinition.action, 'register');
  const cut = but('store', (live) => ({ ...live, latest: toldRevision(store, 2) }));
  const { taskDefinition, changes, restarts } = step(planServices(image, cut, outputs), 'store');
  assert.deepEqual(taskDefinition, {
    family: 'gold-wide-store',
    action: 'none',
    live: revisionArn('gold-wide-store', 2),
  });
  assert.equal(restarts, true);
  assert.deepEqual(
    changes.map(({ path, after }) => [path, after]),
    [
      ['taskDefinition', revisionArn('gold-wide-store', 2)],
      ['containerDefinitions.[store].image', 'another:image'],
    ],
  );
});

test('a service that runs what its file says is left alone, though a later revision is another', () => {
  const later = but('store', (live) => {
    const [, search] = wanted;
    assert.ok(search);
    return { ...live, latest: { ...toldRevision(search), arn: revisionArn('gold-wide-store', 9) } };
  });
  assert.equal(step(planServices(release, later, outputs), 'store').action, 'none');
});

test('a revision that was deregistered is not used again', () => {
  const retired = but('store', (live) => {
    assert.ok(live.running);
    const definition = { ...live.running.definition, status: 'INACTIVE' as const };
    const { latest: _, ...rest } = live;
    return { ...rest, running: { ...live.running, definition } };
  });
  const { action, taskDefinition } = step(planServices(release, retired, outputs), 'store');
  assert.deepEqual([action, taskDefinition.action], ['update', 'register']);
});

test('a revision that is asked for is used where it is what the file says, and only there', () => {
  const [store, search] = wanted;
  assert.ok(store && search);
  const arn = revisionArn('gold-wide-store', 1);
  const running = { ...toldRevision(search), arn: revisionArn('gold-wide-store', 3) };
  const asked = but('store', (live) => ({
    ...primary(live, { taskDefinition: running.arn }),
    running,
    latest: running,
    asked: toldRevision(store, 1),
  }));
  assert.equal(step(planServices(release, asked, outputs), 'store').taskDefinition.live, arn);
  const wrong = but('store', (live) => ({ ...live, asked: running }));
  assert.equal(step(planServices(release, wrong, outputs), 'store').taskDefinition.live, arn);
});

test('another application protocol makes a service anew, and its scaling with it', () => {
  const grpc = wideRelease((texts) =>
    editJson(texts, 'task-definitions/search.json', (task) => {
      task.containerDefinitions[0].portMappings[0].appProtocol = 'grpc';
    }),
  );
  const steps = planServices(grpc, asFiles, outputs);
  assert.deepEqual(actions(steps), [
    'services store none',
    'services search recreate',
    'services web update',
    'scaling search create',
  ]);
  assert.deepEqual(step(steps, 'web').redeployFor, ['search']);
});

test('a service without an image is skipped with the reason, and what runs is left', () => {
  const unset = wideRelease((texts) => {
    const manifest = texts.get('manifest.json') ?? '';
    const marked = manifest.replace('"service": "search",', '"service": "search", "unset": true,');
    const changed = JSON.parse(marked);
    for (const { steps } of changed.phases) {
      for (const one of steps) if (one.unset && one.dependsOn) one.deployable = false;
    }
    texts.set('manifest.json', JSON.stringify(changed));
  });
  const steps = planServices(unset, asFiles, outputs);
  assert.deepEqual(actions(steps), [
    'services store none',
    'services search skip',
    'services web none',
  ]);
  assert.equal(step(steps, 'search').reason, 'no image digest is set');
});

test('services that are rendered no longer are reported, and deleted when that is asked for', () => {
  const [store, , web] = wanted;
  assert.ok(store && web);
  const removed = [
    { ...toldService(store), name: 'old' },
    { ...toldService(web), name: 'page' },
  ];
  const removals = (prune: boolean) =>
    planServices(release, { ...asFiles, removed }, outputs, { prune })
      .filter(({ phase }) => phase === 'remove')
      .map(({ service, action, ...rest }) => [
        service,
        action,
        'operation' in rest && rest.operation,
      ]);
  assert.deepEqual(removals(false), [
    ['old', 'report', 'DeleteService'],
    ['page', 'report', 'DeleteExpressGatewayService'],
  ]);
  assert.deepEqual(
    removals(true).map(([, action]) => action),
    ['delete', 'delete'],
  );
});

test('clients are deployed anew for a server that is made, now or since their last deployment', () => {
  const missing = but('store', ({ name }) => ({ name }));
  const made = planServices(release, missing, outputs);
  assert.deepEqual(actions(made).slice(0, 3), [
    'services store create',
    'services search update',
    'services web update',
  ]);
  assert.deepEqual(step(made, 'search').redeployFor, ['store']);
  assert.equal(step(made, 'search').restarts, true);
  const since = but('store', (live) => ({
    ...live,
    service: { ...live.service, createdAt: new Date(2_000) },
  }));
  assert.deepEqual(step(planServices(release, since, outputs), 'web').redeployFor, ['store']);
});

test('clients are deployed anew when a server gets another name', () => {
  const renamed = wideRelease((texts) =>
    editJson(texts, 'service-connect/store.json', (connect) => {
      connect.services[0].clientAliases[0].dnsName = 'shop';
    }),
  );
  const steps = planServices(renamed, asFiles, outputs);
  assert.deepEqual(step(steps, 'search').redeployFor, ['store']);
});

test('a client that is deployed anyway is not deployed for its server besides', () => {
  const both = wideRelease((texts) =>
    editJson(texts, 'task-definitions/search.json', (task) => {
      task.containerDefinitions[0].image = 'another:image';
    }),
  );
  const missing = but('store', ({ name }) => ({ name }));
  assert.equal(step(planServices(both, missing, outputs), 'search').redeployFor, undefined);
});

test('a deployment that ECS gave up is tried again', () => {
  const failed = but('store', (live) => primary(live, { rolloutState: 'FAILED' }));
  const { action, restarts, changes } = step(planServices(release, failed, outputs), 'store');
  assert.deepEqual([action, restarts], ['update', true]);
  assert.deepEqual(
    changes.map(({ path }) => path),
    ['rolloutState'],
  );
});

test('a service that drains is created anew', () => {
  const draining = but('store', (live) => ({
    ...live,
    service: { ...live.service, status: 'DRAINING' },
  }));
  assert.equal(step(planServices(release, draining, outputs), 'store').action, 'create');
});

test('no plan holds the value of a variable that sounds like a secret, on either side', () => {
  const secret = 'AKIAABCDEFGHIJKLMNOP';
  const withSecret = but('store', (live) => {
    assert.ok(live.running);
    const { definition } = live.running;
    const [container, ...others] = definition.containerDefinitions ?? [];
    const environment = [
      ...(container?.environment ?? []),
      { name: 'MASTER_PASSWORD', value: 'plain words' },
    ].map((one) => (one.name === 'PORT' ? { ...one, value: secret } : one));
    const containerDefinitions = [{ ...container, environment }, ...others];
    const running = { ...live.running, definition: { ...definition, containerDefinitions } };
    return { ...live, running, latest: running };
  });
  const { changes } = step(planServices(release, withSecret, outputs), 'store');
  assert.ok(changes.some(({ path }) => path.endsWith('.[PORT].value')));
  assert.ok(changes.some(({ path }) => path.endsWith('.[MASTER_PASSWORD]')));
  assert.doesNotMatch(JSON.stringify(changes), /AKIA|plain words/);
});

test('a plan is plain JSON', () => {
  const missing = but('store', ({ name }) => ({ name }));
  const steps = planServices(release, missing, outputs);
  assert.deepEqual(JSON.parse(JSON.stringify(steps)), steps);
});
