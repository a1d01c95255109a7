import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { type EcsRule, eachContainer, repeated, type Task } from './ecs-rule.ts';

const LOOPBACK_PORT = /https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):(\d+)/g;

/** Ports and health checks of a task. */
export const portRules: readonly EcsRule[] = [
  {
    code: 'ecs/port-unique',
    says: 'within a task no port, and no name of a port, is mapped twice',
    check: {
      'task-definition': (task) => [
        ...repeated(portsOf(task), ({ mapping }) => mapping.name).map(({ item }) => ({
          path: [...item.path, 'name'],
          message: `another port of the task is called \`${item.mapping.name}\` too`,
        })),
        ...repeated(portsOf(task), ({ mapping }) =>
          mapping.containerPort === undefined
            ? undefined
            : `${mapping.containerPort}/${mapping.protocol ?? 'tcp'}`,
        ).map(({ item }) => ({
          path: [...item.path, 'containerPort'],
          message: `port ${item.mapping.containerPort} is mapped twice in the task`,
        })),
      ],
    },
  },
  {
    code: 'ecs/host-port',
    says: 'with `awsvpc` the host port is left out or the container port again',
    check: {
      'task-definition': (task) =>
        portsOf(task).flatMap(({ mapping: { hostPort, containerPort }, path }) =>
          hostPort === undefined || hostPort === containerPort
            ? []
            : [
                {
                  path: [...path, 'hostPort'],
                  message: `the host port ${hostPort} is not the container port ${containerPort}`,
                  hint: 'leave `hostPort` out',
                },
              ],
        ),
    },
  },
  {
    code: 'ecs/health-check-given',
    says: 'an essential container says how to find out whether it can serve',
    check: {
      'task-definition': eachContainer(({ essential = true, healthCheck }) =>
        !essential || healthCheck
          ? []
          : [
              {
                path: [],
                message: 'without a health check a deployment counts whatever starts as healthy',
                hint: 'healthCheck: {command: [CMD, …]}',
              },
            ],
      ),
    },
  },
  {
    code: 'ecs/health-check-command',
    says: 'a health check is `CMD` and its arguments, or `CMD-SHELL` and one line',
    check: {
      'task-definition': eachContainer(({ healthCheck }) => {
        const [form, ...rest] = healthCheck?.command ?? ['CMD', ''];
        if ((form === 'CMD' && rest.length > 0) || (form === 'CMD-SHELL' && rest.length === 1)) {
          return [];
        }
        return [
          {
            path: ['healthCheck', 'command'],
            message: `the health check can't begin with \`${form}\` and ${rest.length} arguments`,
            hint: '[CMD, program, arguments …] or [CMD-SHELL, "one line"]',
          },
        ];
      }),
    },
  },
  {
    code: 'ecs/health-check-port',
    says: 'a health check asks a port that the container listens on',
    check: {
      'task-definition': eachContainer(({ healthCheck, portMappings = [] }) => {
        const ports = portMappings.map(({ containerPort }) => String(containerPort));
        return asked(healthCheck)
          .filter((port) => !ports.includes(port))
          .map((port) => ({
            path: ['healthCheck', 'command'],
            message: `the health check asks port ${port}, which the container does not map`,
            hint: `mapped: ${ports.join(', ') || 'none'}`,
          }));
      }),
    },
  },
];

const asked = (healthCheck: ContainerDefinition['healthCheck']) => [
  ...new Set(
    [...(healthCheck?.command ?? []).join(' ').matchAll(LOOPBACK_PORT)].map(
      ([, port = '']) => port,
    ),
  ),
];

function portsOf({ containerDefinitions = [] }: Task) {
  return containerDefinitions.flatMap(({ portMappings = [] }, container) =>
    portMappings.map((mapping, index) => ({
      mapping,
      path: ['containerDefinitions', container, 'portMappings', index],
    })),
  );
}
