import type { EcsRule } from './ecs-rule.ts';

/** Members that a task definition stands for (CreateExpressGatewayService, `taskDefinitionArn`). */
const REPLACED = [
  'primaryContainer',
  'executionRoleArn',
  'taskRoleArn',
  'cpu',
  'memory',
  'cpuArchitecture',
] as const;

/** Without a task definition these are asked for (CreateExpressGatewayService). */
const NEEDED_INSTEAD = ['primaryContainer', 'executionRoleArn'] as const;

/** Express services. */
export const expressRules: readonly EcsRule[] = [
  {
    code: 'ecs/express-members',
    says: 'an Express service is made from a task definition, or from a container, role and size of its own',
    check: {
      'express-service': (service) =>
        service.taskDefinitionArn
          ? REPLACED.filter((member) => service[member] !== undefined).map((member) => ({
              path: [member],
              message: `\`${member}\` can't stand beside \`taskDefinitionArn\``,
              hint: 'it belongs to the task definition',
            }))
          : NEEDED_INSTEAD.filter((member) => service[member] === undefined).map((member) => ({
              path: [],
              message: `without \`taskDefinitionArn\`, \`${member}\` is required`,
            })),
    },
  },
  {
    code: 'ecs/express-scaling',
    says: 'an Express service says how many tasks it has, fewest and most in that order, and what percentage to hold',
    check: {
      'express-service': ({ scalingTarget: scaling = {} }) => {
        const { minTaskCount, maxTaskCount, autoScalingMetric, autoScalingTargetValue } = scaling;
        const missing = minTaskCount === undefined || maxTaskCount === undefined;
        const isPercent = autoScalingMetric !== 'REQUEST_COUNT_PER_TARGET';
        return [
          ...(missing
            ? [
                {
                  path: ['scalingTarget'],
                  message: 'the fewest and the most tasks are not both said',
                  hint: 'minTaskCount and maxTaskCount',
                },
              ]
            : []),
          ...(Number(minTaskCount) > Number(maxTaskCount)
            ? [
                {
                  path: ['scalingTarget', 'maxTaskCount'],
                  message: `at least ${minTaskCount} tasks, but at most ${maxTaskCount}`,
                },
              ]
            : []),
          ...(isPercent && Number(autoScalingTargetValue ?? 60) > 100
            ? [
                {
                  path: ['scalingTarget', 'autoScalingTargetValue'],
                  message: `${autoScalingTargetValue} % is never reached, so nothing would scale`,
                  hint: '1 to 100',
                },
              ]
            : []),
        ];
      },
    },
  },
  {
    code: 'ecs/express-health-path',
    says: 'an Express service says under which path it answers 200 when it can serve',
    check: {
      'express-service': ({ healthCheckPath }) =>
        healthCheckPath?.startsWith('/')
          ? []
          : [
              {
                path: ['healthCheckPath'],
                message: healthCheckPath
                  ? `\`${healthCheckPath}\` does not begin with /`
                  : 'without `healthCheckPath` the load balancer asks /ping',
                hint: 'a path such as /readyz',
              },
            ],
    },
  },
];
