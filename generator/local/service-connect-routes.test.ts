import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../diagnostics.ts';
import { type ScratchService, scratchRepository } from './fixtures/scratch-environment.ts';
import { readRendered } from './read-rendered.ts';
import { serviceConnectRoutes } from './service-connect-routes.ts';

function routesOf(t: Parameters<typeof scratchRepository>[0], services: ScratchService[]) {
  const rendered = readRendered(scratchRepository(t, services), 'environments/local');
  return serviceConnectRoutes(
    rendered.services.map((service) => ({
      ...service,
      hostPorts: new Map(service.ports.map(({ containerPort }) => [containerPort, 5_000])),
    })),
  );
}

test('an alias leads to the host port of the named port mapping, with the rendered time-outs', (t) => {
  const serviceConnect = {
    services: [
      {
        portName: 'http',
        clientAliases: [{ port: 80, dnsName: 'Back' }],
        timeout: { idleTimeoutSeconds: 0, perRequestTimeoutSeconds: 600 },
      },
    ],
  };
  assert.deepEqual(routesOf(t, [{ name: 'back', serviceConnect }]), [
    {
      authority: 'back:80',
      service: 'back',
      hostPort: 5_000,
      idleTimeoutSeconds: 0,
      perRequestTimeoutSeconds: 600,
    },
  ]);
});

test('an alias without a name is found under discovery name and namespace', (t) => {
  const services = [{ portName: 'http', discoveryName: 'rear', clientAliases: [{ port: 81 }] }];
  const [route] = routesOf(t, [{ name: 'back', serviceConnect: { services } }]);
  assert.equal(route?.authority, 'rear.scratch:81');
});

test('a service without Service Connect serves no name', (t) => {
  assert.deepEqual(routesOf(t, [{ name: 'back', serviceConnect: { enabled: false } }]), []);
});

test('a port name that no port mapping has is refused', (t) => {
  const services = [{ portName: 'grpc', clientAliases: [{ port: 81, dnsName: 'back' }] }];
  assert.throws(
    () => routesOf(t, [{ name: 'back', serviceConnect: { services } }]),
    (error) => error instanceof Failure && error.diagnostics[0]?.code === 'local/file',
  );
});

test('a name that two services serve is refused', (t) => {
  const services = [{ portName: 'http', clientAliases: [{ port: 81, dnsName: 'back' }] }];
  assert.throws(
    () =>
      routesOf(t, [
        { name: 'back', port: 9_001, serviceConnect: { services } },
        { name: 'rear', port: 9_002, serviceConnect: { services } },
      ]),
    (error) => error instanceof Failure && /back and rear .* back:81/.test(error.message),
  );
});
