import type { EcsInputs } from '../../wiring/ecs-input.ts';
import { type EcsFinding, type EcsRule, repeated } from './ecs-rule.ts';

type Service = EcsInputs['service'];

/** How a service runs its tasks: where, on what, and for whom they are tagged. */
export const serviceRules: readonly EcsRule[] = [
  {
    code: 'ecs/launch-or-capacity',
    says: 'a service says what it runs on: a capacity provider strategy, or a launch type, not both',
    check: {
      service: ({ launchType, capacityProviderStrategy }) => {
        if ((launchType === undefined) !== (capacityProviderStrategy === undefined)) return [];
        const message = launchType
          ? '`launchType` and `capacityProviderStrategy` exclude each other'
          : 'neither `capacityProviderStrategy` nor `launchType` says what the tasks run on';
        const hint = 'capacityProviderStrategy: [{capacityProvider: FARGATE, weight: 1, base: 0}]';
        return [{ path: launchType ? ['launchType'] : [], message, hint }];
      },
    },
  },
  {
    code: 'ecs/capacity-strategy',
    says: 'a capacity provider strategy names each provider once, weighs at least one, and has one base at most',
    check: { service: checkStrategy },
  },
  {
    code: 'ecs/network-given',
    says: 'a service says in which subnets and security groups its tasks stand',
    check: {
      service: ({ networkConfiguration }) => {
        const { subnets, securityGroups } = networkConfiguration?.awsvpcConfiguration ?? {};
        const missing = [
          ...(subnets ? [] : ['subnets']),
          ...(securityGroups ? [] : ['securityGroups']),
        ];
        return missing.map((member) => ({
          path: ['networkConfiguration', 'awsvpcConfiguration'],
          message: `\`${member}\` is missing, which \`awsvpc\` needs`,
        }));
      },
      'express-service': ({ networkConfiguration }) =>
        (['subnets', 'securityGroups'] as const)
          .filter((member) => !networkConfiguration?.[member])
          .map((member) => ({
            path: ['networkConfiguration'],
            message: `\`${member}\` is missing, and Express Mode would take the default VPC's`,
          })),
    },
  },
  {
    code: 'ecs/no-public-address',
    says: 'tasks get no public address',
    check: {
      service: ({ networkConfiguration }) =>
        networkConfiguration?.awsvpcConfiguration?.assignPublicIp === 'ENABLED'
          ? [
              {
                path: ['networkConfiguration', 'awsvpcConfiguration', 'assignPublicIp'],
                message: 'every task would have an address on the internet',
                hint: 'assignPublicIp: DISABLED',
              },
            ]
          : [],
    },
  },
  {
    code: 'ecs/managed-tags-propagate',
    says: 'where ECS adds tags of its own, tags are propagated to tasks',
    check: {
      service: ({ enableECSManagedTags, propagateTags = 'NONE' }) =>
        enableECSManagedTags && propagateTags === 'NONE'
          ? [
              {
                path: ['enableECSManagedTags'],
                message: 'nothing is propagated to tasks, so their cost belongs to nobody',
                hint: 'propagateTags: SERVICE',
              },
            ]
          : [],
    },
  },
  {
    code: 'ecs/task-definition-by-family',
    says: 'a service names its task definition by the family; which revision is decided when it is applied',
    check: {
      service: ({ taskDefinition = '' }) => checkFamily('taskDefinition', taskDefinition),
      'express-service': ({ taskDefinitionArn, primaryContainer }) =>
        primaryContainer ? [] : checkFamily('taskDefinitionArn', taskDefinitionArn ?? ''),
    },
  },
  {
    code: 'ecs/service-connect-apart',
    says: 'Service Connect stands in a file of its own, which is merged when the service is applied',
    check: {
      service: ({ serviceConnectConfiguration }) =>
        serviceConnectConfiguration
          ? [
              {
                path: ['serviceConnectConfiguration'],
                message: 'this would be overwritten by the Service Connect file',
                hint: 'move it to templates/service-connect.yaml.hbs',
              },
            ]
          : [],
    },
  },
];

function checkStrategy({ capacityProviderStrategy: strategy = [] }: Service): EcsFinding[] {
  const at = (index: number, member: string) => ['capacityProviderStrategy', index, member];
  const based = strategy.flatMap(({ base = 0 }, index) => (base > 0 ? [index] : []));
  return [
    ...(strategy.length > 0 && strategy.every(({ weight = 0 }) => weight === 0)
      ? [{ path: at(0, 'weight'), message: 'no task is placed by weight 0', hint: 'weight: 1' }]
      : []),
    ...based.slice(1).map((index) => ({
      path: at(index, 'base'),
      message: 'only one provider can have a `base`',
      hint: 'base: 0',
    })),
    ...repeated(strategy, ({ capacityProvider }) => capacityProvider).map(({ index, item }) => ({
      path: at(index, 'capacityProvider'),
      message: `\`${item.capacityProvider}\` stands in the strategy twice`,
    })),
  ];
}

function checkFamily(member: string, written: string): EcsFinding[] {
  if (/^[\w-]+$/.test(written)) return [];
  const message = `\`${written}\` is not the family of a task definition`;
  return [{ path: [member], message, hint: 'the family alone, without a revision' }];
}
