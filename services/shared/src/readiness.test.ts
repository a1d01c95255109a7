import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import express from 'express';
import { healthRoutes, Readiness } from './readiness.ts';

async function probe(readiness: Readiness, path: string): Promise<[number, unknown]> {
  const server = express().use(healthRoutes(readiness)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { Connection: 'close' },
  });
  const body = await response.json();
  server.close();
  return [response.status, body];
}

test('a service is ready once it has loaded, until it stops', async () => {
  const readiness = new Readiness();
  assert.deepEqual(await probe(readiness, '/readyz'), [503, { status: 'starting' }]);
  readiness.loaded();
  assert.deepEqual(await probe(readiness, '/readyz'), [200, { status: 'ready' }]);
  readiness.stop();
  assert.deepEqual(await probe(readiness, '/readyz'), [503, { status: 'stopping' }]);
});

test('stopping is for good', () => {
  const readiness = new Readiness();
  readiness.stop();
  readiness.loaded();
  assert.deepEqual([readiness.ready, readiness.stopping], [false, true]);
});

test('a process that starts or stops is alive', async () => {
  const readiness = new Readiness();
  assert.equal((await probe(readiness, '/healthz'))[0], 200);
  readiness.stop();
  assert.equal((await probe(readiness, '/healthz'))[0], 200);
});
