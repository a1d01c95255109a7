import { CPU_UNITS, fargateSize } from '../../config/fargate-sizes.ts';
import { type EcsFinding, type EcsRule, eachContainer, type Task } from './ecs-rule.ts';
import { valuesAt } from './select-values.ts';

/** Members that Fargate, or the network mode `awsvpc`, does not have (API reference, at each member). */
const UNSUPPORTED = [
  'ipcMode',
  'inferenceAccelerators',
  'placementConstraints.*',
  'proxyConfiguration',
  'volumes.*.dockerVolumeConfiguration',
  'volumes.*.host.sourcePath',
  'containerDefinitions.*.disableNetworking',
  'containerDefinitions.*.dockerSecurityOptions.*',
  'containerDefinitions.*.extraHosts.*',
  'containerDefinitions.*.hostname',
  'containerDefinitions.*.links.*',
  'containerDefinitions.*.resourceRequirements.*',
  'containerDefinitions.*.linuxParameters.devices.*',
  'containerDefinitions.*.linuxParameters.maxSwap',
  'containerDefinitions.*.linuxParameters.sharedMemorySize',
  'containerDefinitions.*.linuxParameters.swappiness',
];

/** What Fargate asks of a task definition. */
export const fargateRules: readonly EcsRule[] = [
  {
    code: 'ecs/fargate-compatible',
    says: 'a task definition says that it is for Fargate, with the network mode `awsvpc`',
    check: {
      'task-definition': ({ requiresCompatibilities = [], networkMode }) => [
        ...(requiresCompatibilities.includes('FARGATE')
          ? []
          : [
              {
                path: ['requiresCompatibilities'],
                message: 'the task definition is not for Fargate',
                hint: 'requiresCompatibilities: [FARGATE]',
              },
            ]),
        ...(networkMode === undefined
          ? [
              {
                path: [],
                message: '`networkMode` is missing, and ECS would take `bridge`',
                hint: 'networkMode: awsvpc',
              },
            ]
          : []),
      ],
    },
  },
  {
    code: 'ecs/fargate-size',
    says: 'Fargate has a task of that size, given as text',
    check: { 'task-definition': checkSize },
  },
  {
    code: 'ecs/fargate-member',
    says: 'a task definition has no member that Fargate refuses or ignores',
    check: {
      'task-definition': (task) =>
        UNSUPPORTED.flatMap((member) => valuesAt(task, member)).map(({ path }) => ({
          path,
          message: `Fargate has no \`${path.filter((step) => typeof step === 'string').at(-1)}\``,
          hint: 'leave it out',
        })),
    },
  },
  {
    code: 'ecs/container-sizes',
    says: 'containers together reserve no more than their task has, and not more than their limit',
    check: { 'task-definition': checkReservations },
  },
  {
    code: 'ecs/roles-given',
    says: 'a task in AWS has a task role and an execution role',
    check: {
      'task-definition': (task, { target }) =>
        target === 'local'
          ? []
          : (['taskRoleArn', 'executionRoleArn'] as const)
              .filter((role) => !task[role])
              .map((role) => ({ path: [], message: `\`${role}\` is missing` })),
    },
  },
  {
    code: 'ecs/not-privileged',
    says: 'no container is privileged',
    check: {
      'task-definition': eachContainer(({ privileged }) =>
        privileged
          ? [
              {
                path: ['privileged'],
                message: 'a privileged container is root on its host, and Fargate has none',
                hint: 'leave it out',
              },
            ]
          : [],
      ),
    },
  },
];

function checkSize({ cpu, memory }: Task): EcsFinding[] {
  if (!cpu || !memory) {
    const missing = cpu ? 'memory' : 'cpu';
    return [{ path: [], message: `\`${missing}\` is missing, which Fargate asks for` }];
  }
  if (!CPU_UNITS.includes(Number(cpu))) {
    const message = `Fargate has no task of ${cpu} CPU units`;
    return [{ path: ['cpu'], message, hint: `one of ${CPU_UNITS.join(', ')}` }];
  }
  const { isLegal, allowed } = fargateSize(Number(cpu), Number(memory));
  if (isLegal) return [];
  const message = `Fargate has no task of ${cpu} CPU units and ${memory} MiB`;
  return [{ path: ['memory'], message, hint: `${cpu} CPU units take ${allowed}` }];
}

function checkReservations({ cpu, memory, containerDefinitions = [] }: Task): EcsFinding[] {
  const sum = (member: 'cpu' | 'memory' | 'memoryReservation') =>
    containerDefinitions.reduce((total, container) => total + (container[member] ?? 0), 0);
  const taken = Math.max(sum('memory'), sum('memoryReservation'));
  const overLimit = containerDefinitions.flatMap((container, index) =>
    container.memory !== undefined && (container.memoryReservation ?? 0) >= container.memory
      ? [
          {
            path: ['containerDefinitions', index, 'memoryReservation'],
            message: `\`memoryReservation\` must be smaller than \`memory\`, ${container.memory} MiB`,
          },
        ]
      : [],
  );
  return [
    ...(sum('cpu') > Number(cpu)
      ? [{ path: ['cpu'], message: `the containers reserve ${sum('cpu')} of ${cpu} CPU units` }]
      : []),
    ...(taken > Number(memory)
      ? [{ path: ['memory'], message: `the containers reserve ${taken} of ${memory} MiB` }]
      : []),
    ...overLimit,
  ];
}
