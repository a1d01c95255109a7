import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { plainTask } from './task-defaults.ts';

const container: ContainerDefinition = {
  name: 'a',
  image: 'a:1',
  portMappings: [{ name: 'http', containerPort: 80 }],
  healthCheck: { command: ['CMD', 'true'] },
  mountPoints: [{ sourceVolume: 'tmp', containerPath: '/tmp' }],
  logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'a' } },
};
const task = (members: ContainerDefinition = {}): RegisterTaskDefinitionRequest => ({
  family: 'a',
  networkMode: 'awsvpc',
  volumes: [{ name: 'tmp' }],
  containerDefinitions: [{ ...container, ...members }],
});

const SAME: Readonly<Record<string, ContainerDefinition>> = {
  'the port outside is the port inside': {
    portMappings: [{ name: 'http', containerPort: 80, hostPort: 80, protocol: 'tcp' }],
  },
  'numbers of a health check': {
    healthCheck: { command: ['CMD', 'true'], interval: 30, timeout: 5, retries: 3, startPeriod: 0 },
  },
  'a container is essential and has no cpu of its own': { essential: true, cpu: 0 },
  'empty lists': { environment: [], secrets: [], volumesFrom: [], systemControls: [], links: [] },
  'what can be written': { readonlyRootFilesystem: false, privileged: false },
  'a mount is written to': {
    mountPoints: [{ sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false }],
  },
  'no secrets of a log': {
    logConfiguration: {
      logDriver: 'awslogs',
      options: { 'awslogs-group': 'a' },
      secretOptions: [],
    },
  },
};

for (const [what, members] of Object.entries(SAME)) {
  test(`AWS's own default is no difference: ${what}`, () => {
    assert.deepEqual(plainTask(task(members)), plainTask(task()));
  });
}

const DIFFERENT: Readonly<Record<string, ContainerDefinition>> = {
  'another port outside': { portMappings: [{ name: 'http', containerPort: 80, hostPort: 81 }] },
  'another protocol': { portMappings: [{ name: 'http', containerPort: 80, protocol: 'udp' }] },
  'another interval': { healthCheck: { command: ['CMD', 'true'], interval: 29 } },
  'a start period': { healthCheck: { command: ['CMD', 'true'], startPeriod: 1 } },
  'not essential': { essential: false },
  'cpu of its own': { cpu: 1 },
  'a variable without a value': { environment: [{ name: 'A', value: '' }] },
  'another order of a command': { command: ['b', 'a'] },
  'a read-only mount': {
    mountPoints: [{ sourceVolume: 'tmp', containerPath: '/tmp', readOnly: true }],
  },
};

for (const [what, members] of Object.entries(DIFFERENT)) {
  test(`it is a difference: ${what}`, () => {
    assert.notDeepEqual(plainTask(task(members)), plainTask(task({ command: ['a', 'b'] })));
    assert.notDeepEqual(plainTask(task(members)), plainTask(task()));
  });
}

test('the order of variables, secrets and mounts means nothing, and so does what AWS tells besides', () => {
  const variables = [
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ];
  const told = {
    ...task({ environment: [...variables].reverse() }),
    revision: 3,
    status: 'ACTIVE' as const,
    compatibilities: ['EC2' as const],
    registeredAt: new Date(),
    volumes: [{ host: {}, name: 'tmp' }],
  };
  assert.deepEqual(plainTask(told), plainTask(task({ environment: variables })));
});
