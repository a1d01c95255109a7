import type { RegisterTaskDefinitionRequest, TaskDefinition } from '@aws-sdk/client-ecs';
import { type Fields, fieldsOf, isMap, listOf } from '../../render/plain-values.ts';
import { plainInput } from './plain-input.ts';

/** What AWS tells of a revision besides what was registered (API reference, `TaskDefinition`). */
const TOLD_BY_AWS: ReadonlySet<string> = new Set([
  'compatibilities',
  'deleteRequestedAt',
  'deregisteredAt',
  'registeredAt',
  'registeredBy',
  'requiresAttributes',
  'revision',
  'status',
  'tags',
  'taskDefinitionArn',
]);

/** What AWS takes where nothing is said, by the member that holds it (API reference of each type). */
const DEFAULTS: Readonly<Record<string, Fields>> = {
  task: { enableFaultInjection: false },
  container: {
    cpu: 0,
    disableNetworking: false,
    essential: true,
    interactive: false,
    privileged: false,
    pseudoTerminal: false,
    readonlyRootFilesystem: false,
    versionConsistency: 'enabled',
  },
  portMappings: { protocol: 'tcp' },
  healthCheck: { interval: 30, retries: 3, startPeriod: 0, timeout: 5 },
  linuxParameters: { initProcessEnabled: false },
  mountPoints: { readOnly: false },
  volumesFrom: { readOnly: false },
};

/**
 * A task definition as it reads once AWS's own defaults are taken for granted: two that read the same
 * start the same tasks. Tags are not part of it.
 */
export function plainTask(task: RegisterTaskDefinitionRequest | TaskDefinition): unknown {
  const own = Object.entries(task).filter(([member]) => !TOLD_BY_AWS.has(member));
  const { containerDefinitions, ...rest } = Object.fromEntries(own);
  return plainInput({
    ...withoutDefaults(rest, 'task'),
    containerDefinitions: listOf(containerDefinitions).map((container) =>
      plainContainer(fieldsOf(container)),
    ),
  });
}

function plainContainer(container: Fields): Fields {
  const members = Object.entries(withoutDefaults(container, 'container')).map(([member, value]) => [
    member,
    member === 'portMappings' ? listOf(value).map(plainPort) : withoutDefaultsOf(value, member),
  ]);
  return Object.fromEntries(members);
}

/** In network mode `awsvpc` the port outside is the port inside. */
function plainPort(mapping: unknown): Fields {
  const { hostPort, ...rest } = withoutDefaults(fieldsOf(mapping), 'portMappings');
  const isOwn = hostPort !== undefined && hostPort !== 0 && hostPort !== rest.containerPort;
  return isOwn ? { ...rest, hostPort } : rest;
}

function withoutDefaultsOf(value: unknown, member: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutDefaultsOf(item, member));
  return isMap(value) && DEFAULTS[member] ? withoutDefaults(value, member) : value;
}

const withoutDefaults = (value: Fields, member: string): Fields =>
  Object.fromEntries(
    Object.entries(value).filter(([key, inner]) => {
      const defaults = DEFAULTS[member] ?? {};
      return !(key in defaults && defaults[key] === inner);
    }),
  );
