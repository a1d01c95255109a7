import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../diagnostics.ts';
import { scratchRepository } from './fixtures/scratch-environment.ts';
import { placeServices } from './ports.ts';
import { readRendered } from './read-rendered.ts';

test('on free ports a service, its health check and its name agree on the port', async (t) => {
  const root = scratchRepository(t, [
    { name: 'back', port: 9_001, environment: { LIMIT: '9001', ADMIN_PORT: '9001' } },
    { name: 'front', port: 9_002 },
  ]);
  const { services } = readRendered(root, 'environments/local');
  const [back, front] = await placeServices(services, 'free');
  const port = back?.hostPorts.get(9_001);
  assert.ok(port && port !== 9_001 && port !== front?.hostPorts.get(9_002));
  assert.equal(back?.environment.PORT, String(port));
  assert.equal(back?.environment.ADMIN_PORT, String(port));
  assert.equal(back?.environment.LIMIT, '9001');
  assert.match(back?.healthCheck?.command.join(' ') ?? '', new RegExp(`127.0.0.1:${port}/`));
});

test('two services with one port are a mistake of the config', async (t) => {
  const root = scratchRepository(t, [
    { name: 'back', port: 9_001 },
    { name: 'front', port: 9_001 },
  ]);
  const { services } = readRendered(root, 'environments/local');
  await assert.rejects(placeServices(services, 'rendered'), (error) => {
    assert.ok(error instanceof Failure);
    assert.equal(error.exitCode, 2);
    assert.match(error.diagnostics[0]?.message ?? '', /back and front .* 9001/);
    return true;
  });
});
