import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WiredService } from '../wiring/wired-service.ts';
import { shareTasks, taskCountOf } from './task-count.ts';

const service = (value: object, others: object = {}) =>
  ({ service: { value }, ...others }) as WiredService;

test('scaling takes a service to its fewest tasks', () => {
  const scaling = { value: { target: { MinCapacity: 2, MaxCapacity: 6 } } };
  assert.deepEqual(taskCountOf(service({ desiredCount: 4 }, { scaling })), { fewest: 2, most: 6 });
  assert.deepEqual(taskCountOf(service({ desiredCount: 4 })), { fewest: 4, most: 4 });
  assert.deepEqual(taskCountOf(service({})), { fewest: 1, most: 1 });
});

test('an Express service has its own scaling', () => {
  const express = { value: { scalingTarget: { minTaskCount: 2, maxTaskCount: 8 } } };
  assert.deepEqual(taskCountOf({ express } as WiredService), { fewest: 2, most: 8 });
});

test('providers share tasks: the base first, the rest by weight', () => {
  const capacityProviderStrategy = [
    { capacityProvider: 'FARGATE', base: 2, weight: 1 },
    { capacityProvider: 'FARGATE_SPOT', weight: 3 },
  ];
  const share = (tasks: number) => shareTasks(service({ capacityProviderStrategy }), tasks);
  assert.deepEqual(share(6), { onDemand: 3, spot: 3, elsewhere: 0 });
  assert.deepEqual(share(1), { onDemand: 1, spot: 0, elsewhere: 0 });
});

test('capacity that is not Fargate’s is not taken for it', () => {
  const own = [{ capacityProvider: 'own-instances', weight: 1 }];
  const elsewhere = { onDemand: 0, spot: 0, elsewhere: 2 };
  assert.deepEqual(shareTasks(service({ capacityProviderStrategy: own }), 2), elsewhere);
  assert.deepEqual(shareTasks(service({ launchType: 'EC2' }), 2), elsewhere);
  assert.deepEqual(shareTasks(service({}), 2), { onDemand: 2, spot: 0, elsewhere: 0 });
});
