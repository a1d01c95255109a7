import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedAt, leavesOf } from '../../../test/support/change-leaf.ts';
import { dotted } from '../../config/located.ts';
import { compareScaling } from './compare-scaling.ts';
import { compareService } from './compare-service.ts';
import { toldService } from './fixtures/told-by-aws.ts';
import { outputsOf, wideRelease } from './fixtures/wide-release.ts';
import type { LiveService } from './live-service.ts';
import { type WantedService, wantedServices } from './wanted-service.ts';

const release = wideRelease();
const services = wantedServices(release, outputsOf(release));
const byName = (name: string) => {
  const found = services.find((one) => one.name === name);
  assert.ok(found);
  return found;
};
const store = byName('store');
const search = byName('search');
const web = byName('web');

/** With other values in a service as AWS tells it. */
const withService = (live: LiveService, members: object): LiveService => ({
  ...live,
  service: { ...live.service, ...members },
});

test('a service that is as its files say differs in nothing, whatever AWS fills in', () => {
  assert.equal(services.length, 3);
  for (const wanted of services) {
    assert.deepEqual(compareService(wanted, toldService(wanted)), [], wanted.name);
    assert.deepEqual(compareScaling(wanted, toldService(wanted)), [], wanted.name);
  }
});

/** What can't differ on a service that is found by it, or counts only when it is made. */
const NOT_COMPARED =
  /^task family|^(?:service|express) (?:cluster|serviceName|taskDefinition(?:Arn)?)$|^scaling (?:target|policies\.\d+)\.(?:ResourceId|ServiceNamespace|ScalableDimension)$/;

test('whatever differs in a file of a service is told', () => {
  const silent = services.flatMap((wanted) => {
    const live = toldService(wanted);
    const { task, input, connect, scaling } = wanted;
    const files = { task, input, ...(connect && { connect }), ...(scaling && { scaling }) };
    return leavesOf(files).flatMap(([file = '', ...path]) => {
      const other = changedAt(wanted, [file, ...path]) as WantedService;
      const isTold = compareService(other, live).length + compareScaling(other, live).length > 0;
      const isOwned = wanted.isScaled && path[0] === 'desiredCount';
      const what = `${file === 'input' ? 'service' : file} ${dotted(path)}`;
      return isTold || isOwned || NOT_COMPARED.test(what) ? [] : [`${wanted.name}: ${what}`];
    });
  });
  assert.deepEqual(silent, []);
});

test('a member that a task definition names no longer is told', () => {
  const { healthCheck: _, ...container } = store.task.containerDefinitions?.[0] ?? {};
  const task = { ...store.task, containerDefinitions: [container] };
  const changes = compareService({ ...store, task } as WantedService, toldService(store));
  assert.deepEqual(
    changes.map(({ path }) => path),
    ['taskDefinition', `containerDefinitions.[${container.name}].healthCheck`],
  );
});

test('load balancers that a file names no longer are taken off', () => {
  const loadBalancers = [{ targetGroupArn: 'arn:1', containerName: 'store', containerPort: 9000 }];
  const changes = compareService(store, withService(toldService(store), { loadBalancers }));
  assert.deepEqual(
    changes.map(({ path, effect }) => [path, effect]),
    [['loadBalancers', 'deploys']],
  );
});

test('the number of tasks is compared where no scaling owns it', () => {
  const counted = compareService(store, withService(toldService(store), { desiredCount: 7 }));
  assert.deepEqual(
    counted.map(({ path, before, after, effect }) => ({ path, before, after, effect })),
    [{ path: 'desiredCount', before: 7, after: 2, effect: 'in-place' }],
  );
  assert.deepEqual(
    compareService(search, withService(toldService(search), { desiredCount: 7 })),
    [],
  );
});

test('Service Connect that was switched off, or changed by hand, differs', () => {
  const live = toldService(store);
  const [primary] = live.service?.deployments ?? [];
  const connected = (serviceConnectConfiguration: unknown) =>
    compareService(
      store,
      withService(live, { deployments: [{ ...primary, serviceConnectConfiguration }] }),
    );
  for (const off of [undefined, { enabled: false }]) {
    const changes = connected(off);
    assert.deepEqual([...new Set(changes.map(({ kind }) => kind))], ['service-connect']);
  }
  const [entry] = store.connect?.services ?? [];
  const { timeout: _, ...untimed } = entry ?? {};
  assert.equal(connected({ ...store.connect, services: [untimed] }).length, 1);
});

test('Service Connect of a service that has no such file is switched off', () => {
  const { connect: _, ...unconnected } = store;
  const kinds = compareService(unconnected as WantedService, toldService(store)).map(
    ({ kind }) => kind,
  );
  assert.deepEqual(kinds, ['service-connect']);
});

test('another capacity provider needs new tasks, another limit of a deployment does not', () => {
  const other = { ...store.input, capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] };
  const moved = compareService({ ...store, input: other } as WantedService, toldService(store));
  assert.deepEqual([...new Set(moved.map(({ effect }) => effect))], ['deploys']);
  const limited = compareService(
    store,
    withService(toldService(store), { deploymentConfiguration: { maximumPercent: 150 } }),
  );
  assert.deepEqual([...new Set(limited.map(({ effect }) => effect))], ['in-place']);
});

test('a service that changes from or to Express is made anew', () => {
  const [plain, express] = [toldService(store), toldService(web)];
  for (const [wanted, live] of [
    [web, plain],
    [store, express],
  ] as const) {
    const changes = compareService(wanted, live);
    assert.deepEqual(
      changes.map(({ path, effect }) => [path, effect]),
      [['operation', 'recreates']],
    );
  }
});

test('tags of AWS do not differ, tags that a file does not name do', () => {
  const tags = [...(store.input.tags ?? []), { key: 'owner', value: 'somebody' }];
  const changes = compareService(store, withService(toldService(store), { tags }));
  assert.deepEqual(
    changes.map(({ path, before, after }) => [path, before, after]),
    [['tags.[owner]', { key: 'owner', value: 'somebody' }, undefined]],
  );
});

test('an Express service may have security groups of its own, and must have those of its file', () => {
  const live = toldService(web);
  const [configuration] = live.express?.activeConfigurations ?? [];
  const networkConfiguration = {
    ...configuration?.networkConfiguration,
    securityGroups: ['sg-of-ecs'],
  };
  const without = {
    ...live,
    express: {
      ...live.express,
      activeConfigurations: [{ ...configuration, networkConfiguration }],
    },
  };
  assert.deepEqual(
    compareService(web, without).map(({ path }) => path),
    ['networkConfiguration.securityGroups'],
  );
});

test('scaling that files do not name is taken off, and that of Express is left alone', () => {
  const live = toldService(search);
  const { scaling: _, ...unscaled } = search;
  const paths = compareScaling(unscaled as WantedService, live).map(({ path }) => path);
  assert.deepEqual(paths, ['target', 'policies.[hold-cpu]']);
  const { scaling } = live;
  assert.deepEqual(compareScaling(web, { ...toldService(web), ...(scaling && { scaling }) }), []);
});
