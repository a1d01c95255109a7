import assert from 'node:assert/strict';
import { test } from 'node:test';
import { childEnvironment } from '../local/child-environment.ts';
import { reservedVariables } from './variables.ts';

test('every variable that the local runner sets is one that a config may not', () => {
  const service = { serviceConnect: { enabled: true }, environment: {}, secrets: [] };
  const set = childEnvironment(service as unknown as Parameters<typeof childEnvironment>[0], {
    region: 'us-east-1',
    s3Url: 'http://127.0.0.1:1',
    modelUrl: 'http://127.0.0.1:2',
    serviceConnectUrl: 'http://127.0.0.1:3',
    secrets: new Map(),
  });
  const free = Object.keys(set).filter(
    (name) => !reservedVariables.some((reserved) => reserved.name.test(name.toUpperCase())),
  );
  assert.deepEqual(free, []);
});
