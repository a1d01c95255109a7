import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repository } from '../../../test/support/scratch.ts';
import { readRelease } from '../release/read-release.ts';
import { addressOf, wayIn } from './way-in.ts';

const { wiring } = readRelease(repository, 'dev');

test('a server is met at its container’s port, under the name and path by which clients call it', () => {
  const way = { port: 8080, host: 'mcp-server:8080', path: '/mcp' };
  assert.deepEqual(wayIn(wiring, 'mcp-server'), way);
  const moved = wiring.services.map((service) => ({
    ...service,
    containers: service.containers.map((container) => ({
      ...container,
      environment: container.environment?.map(({ name, value = '' }) => ({
        name,
        value: value.replace(/(mcp-server:8080)\/mcp/, '$1/v2/tools'),
      })),
    })),
  }));
  const calls = wiring.calls.map((call) => ({
    ...call,
    caller: moved.find(({ name }) => name === call.caller.name) ?? assert.fail(),
  }));
  assert.equal(wayIn({ ...wiring, calls }, 'mcp-server')?.path, '/v2/tools');
});

test('a server that nobody calls is met at the usual path, one without a port not at all', () => {
  assert.equal(wayIn({ ...wiring, calls: [] }, 'mcp-server')?.path, '/mcp');
  const bare = wiring.services.map((service) => ({ ...service, entries: [] }));
  assert.equal(wayIn({ ...wiring, services: bare }, 'mcp-server')?.host, 'localhost:8080');
  assert.equal(wayIn(wiring, 'nobody'), undefined);
});

test('a task’s address is its network interface’s, in either place where ECS tells it', () => {
  const details = [
    { name: 'subnetId', value: 'subnet-1' },
    { name: 'privateIPv4Address', value: '10.0.0.4' },
  ];
  const other = {
    type: 'ServiceConnect',
    details: [{ name: 'privateIPv4Address', value: '1.1.1.1' }],
  };
  assert.equal(
    addressOf({ attachments: [other, { type: 'ElasticNetworkInterface', details }] }),
    '10.0.0.4',
  );
  const networkInterfaces = [{ privateIpv4Address: '10.0.0.5' }];
  assert.equal(addressOf({ containers: [{ networkInterfaces }] }), '10.0.0.5');
  assert.equal(addressOf({ attachments: [{ type: 'ElasticNetworkInterface' }] }), undefined);
});
