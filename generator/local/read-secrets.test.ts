import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../diagnostics.ts';
import { scratchRepository, write } from './fixtures/scratch-environment.ts';
import { readRendered } from './read-rendered.ts';
import { readSecrets } from './read-secrets.ts';

const SERVICES = [
  { name: 'back', port: 9_001, secrets: ['TOKEN', 'SALT'] },
  { name: 'front', port: 9_002, secrets: ['TOKEN'] },
];

test('secrets come from .env.local, and only those that a service names', (t) => {
  const root = scratchRepository(t, SERVICES);
  write(root, '.env.local', 'TOKEN="a b"\nSALT=c\nOTHER=d\n');
  const { services } = readRendered(root, 'environments/local');
  assert.deepEqual(
    [...readSecrets(root, services)],
    [
      ['TOKEN', 'a b'],
      ['SALT', 'c'],
    ],
  );
});

test('every secret without a value is told once, with its services', (t) => {
  const root = scratchRepository(t, SERVICES);
  write(root, '.env.local', 'SALT=\n');
  const { services } = readRendered(root, 'environments/local');
  assert.throws(
    () => readSecrets(root, services),
    (error) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.exitCode, 2);
      assert.deepEqual(
        error.diagnostics.map(({ code, file }) => [code, file]),
        [
          ['local/secret', '.env.local'],
          ['local/secret', '.env.local'],
        ],
      );
      assert.match(error.diagnostics[0]?.message ?? '', /TOKEN.*back, front/);
      assert.match(error.diagnostics[1]?.hint ?? '', /SALT=/);
      return true;
    },
  );
});

test('services without secrets need no .env.local', (t) => {
  const root = scratchRepository(t, [{ name: 'back' }]);
  const { services } = readRendered(root, 'environments/local');
  assert.equal(readSecrets(root, services).size, 0);
});
