import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CERTIFICATE, DIGEST, productionRelease, SECRET } from './fixtures/make-release.ts';
import { readNeeds } from './read-needs.ts';

test('images are read with registry, Region and processor, and who runs them', () => {
  const { images } = readNeeds(
    productionRelease({
      'task-definitions/ui.json': (task) => {
        task.runtimePlatform.cpuArchitecture = 'ARM64';
        task.containerDefinitions[0].image = `111111111111.dkr.ecr.eu-west-1.amazonaws.com/shop/ui@${DIGEST}`;
        task.containerDefinitions.push({ name: 'x', image: 'public.ecr.aws/nginx/nginx:1' });
      },
    }),
  );
  const ids = images.map(({ region, repository, architecture, services }) => [
    region,
    repository,
    architecture,
    ...services,
  ]);
  assert.deepEqual(ids, [
    ['us-west-2', 'shop/mcp-server', 'amd64', 'mcp-server'],
    ['us-west-2', 'shop/agent', 'amd64', 'agent'],
    ['eu-west-1', 'shop/ui', 'arm64', 'ui'],
  ]);
  assert.deepEqual(images[0]?.id, { imageDigest: DIGEST });
});

test('a secret is read once without its key, with all services that take it', () => {
  const secrets = [{ name: 'TOKEN', valueFrom: `${SECRET}:token::` }];
  const { secrets: needed } = readNeeds(
    productionRelease({
      'task-definitions/ui.json': ({ containerDefinitions: [one] }) => {
        one.secrets = secrets;
      },
      'task-definitions/agent.json': ({ containerDefinitions: [one] }) => {
        one.secrets = [...secrets, { name: 'OTHER', valueFrom: SECRET }];
        one.repositoryCredentials = { credentialsParameter: SECRET.replace('chat', 'pull') };
      },
    }),
  );
  assert.deepEqual(needed, [
    { arn: SECRET, region: 'us-west-2', services: ['agent', 'ui'] },
    { arn: SECRET.replace('chat', 'pull'), region: 'us-west-2', services: ['agent'] },
  ]);
});

test('models are those that a service’s role may call', () => {
  const { models } = readNeeds(productionRelease());
  assert.deepEqual(models, [
    { kind: 'inference-profile', id: 'global.amazon.nova-2-lite-v1:0', services: ['agent'] },
    { kind: 'foundation-model', id: 'amazon.nova-2-lite-v1:0', services: ['agent'] },
  ]);
});

test('certificates are read from parameters of stacks', () => {
  const { certificates } = readNeeds(
    productionRelease({
      'stacks/platform.parameters.json': (parameters) => {
        parameters.push({ ParameterKey: 'CertificateArn', ParameterValue: CERTIFICATE });
      },
    }),
  );
  assert.deepEqual(certificates, [CERTIFICATE]);
});

test('processors are counted at the starting counts, without Spot', () => {
  // Three, one and two tasks of half a vCPU.
  assert.equal(readNeeds(productionRelease()).vcpus, 3);
  const spot = productionRelease({
    'services/mcp-server.json': (service) => {
      service.capacityProviderStrategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];
    },
  });
  assert.equal(readNeeds(spot).vcpus, 1.5);
});

test('a service without an image needs nothing', () => {
  const { images, models, vcpus } = readNeeds(
    productionRelease({
      'manifest.json': ({ phases }) => {
        for (const { steps } of phases) {
          for (const step of steps) if (step.service === 'agent') step.deployable = false;
        }
      },
    }),
  );
  assert.deepEqual([images.length, models.length, vcpus], [2, 0, 2.5]);
});
