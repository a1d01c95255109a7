import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listServers } from './servers.ts';

test('services with a contract are asked, at the endpoint that the status names', () => {
  const steps = [
    { service: 'search', contract: 'contracts/search.json' },
    { service: 'inner', contract: 'contracts/inner.json' },
    { service: 'page' },
    { service: 'new', contract: 'contracts/new.json' },
  ];
  const manifest = {
    phases: [
      { phase: 'stacks', steps: [{}] },
      { phase: 'services', steps },
    ],
  };
  const services = [
    { service: 'search', endpoint: 'https://search.example.com/mcp' },
    { service: 'inner', endpoint: null },
    { service: 'page', endpoint: 'https://example.com' },
  ];
  assert.deepEqual(listServers(manifest, { services }), [
    { service: 'search', contract: 'contracts/search.json', url: 'https://search.example.com/mcp' },
    { service: 'inner', contract: 'contracts/inner.json' },
    { service: 'new', contract: 'contracts/new.json' },
  ]);
});
