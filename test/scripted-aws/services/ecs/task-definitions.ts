import type {
  ContainerDefinition,
  DeregisterTaskDefinitionRequest,
  DeregisterTaskDefinitionResponse,
  DescribeTaskDefinitionRequest,
  DescribeTaskDefinitionResponse,
  ListTaskDefinitionFamiliesRequest,
  ListTaskDefinitionFamiliesResponse,
  ListTaskDefinitionsRequest,
  ListTaskDefinitionsResponse,
  RegisterTaskDefinitionRequest,
  RegisterTaskDefinitionResponse,
  TaskDefinition,
} from '@aws-sdk/client-ecs';
import { pageOf } from '../../handlers.ts';
import type { World } from '../../world.ts';
import { clientError, findTaskDefinition } from './find.ts';

/** A container as ECS tells it: what was not given has its default. */
function filledIn(container: ContainerDefinition, isAwsvpc: boolean): ContainerDefinition {
  const { healthCheck, portMappings = [], logConfiguration } = container;
  return {
    cpu: 0,
    essential: true,
    environment: [],
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    ...container,
    portMappings: portMappings.map((one) => ({
      protocol: 'tcp',
      ...(isAwsvpc && { hostPort: one.containerPort }),
      ...one,
    })),
    ...(healthCheck && { healthCheck: { interval: 30, timeout: 5, retries: 3, ...healthCheck } }),
    ...(logConfiguration && {
      logConfiguration: {
        ...logConfiguration,
        secretOptions: logConfiguration.secretOptions ?? [],
      },
    }),
  };
}

/** Attributes that an instance would need, which ECS lists for Fargate too. */
function requiredAttributes({
  containerDefinitions = [],
  taskRoleArn,
  executionRoleArn,
}: RegisterTaskDefinitionRequest) {
  const has = (some: (one: ContainerDefinition) => unknown) => containerDefinitions.some(some);
  return [
    has(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs') &&
      'com.amazonaws.ecs.capability.logging-driver.awslogs',
    has(({ healthCheck }) => healthCheck) && 'ecs.capability.container-health-check',
    has(({ secrets }) => secrets?.length) && 'ecs.capability.secrets.asm.environment-variables',
    has(({ image }) => image?.includes('.ecr.')) && 'com.amazonaws.ecs.capability.ecr-auth',
    executionRoleArn && 'ecs.capability.execution-role-ecr-pull',
    taskRoleArn && 'com.amazonaws.ecs.capability.task-iam-role',
    'ecs.capability.task-eni',
    'com.amazonaws.ecs.capability.docker-remote-api.1.29',
  ].flatMap((name) => (name ? [{ name }] : []));
}

export function registerTaskDefinition(
  input: RegisterTaskDefinitionRequest,
  world: World,
): RegisterTaskDefinitionResponse {
  const { family = '', containerDefinitions = [], tags = [], ...rest } = input;
  if (containerDefinitions.length === 0) throw clientError('Container list cannot be empty.');
  const { taskDefinitions } = world.state.ecs;
  const revisions = taskDefinitions.get(family) ?? [];
  const revision = revisions.length + 1;
  const isFargate = input.requiresCompatibilities?.includes('FARGATE');
  if (isFargate && (input.cpu === undefined || input.memory === undefined)) {
    throw clientError('Fargate requires that cpu and memory be defined at the task level.');
  }
  const definition: TaskDefinition & { taskDefinitionArn: string } = {
    placementConstraints: [],
    volumes: [],
    ...rest,
    family,
    revision,
    taskDefinitionArn: world.arn('ecs', `task-definition/${family}:${revision}`),
    containerDefinitions: containerDefinitions.map((one) =>
      filledIn(one, input.networkMode === 'awsvpc'),
    ),
    status: 'ACTIVE',
    compatibilities: isFargate ? ['EC2', 'FARGATE', 'MANAGED_INSTANCES'] : ['EC2'],
    requiresAttributes: requiredAttributes(input),
    registeredAt: world.now(),
    registeredBy: world.state.lookups.caller.arn,
  };
  taskDefinitions.set(family, [...revisions, { definition, tags: [...tags] }]);
  return { taskDefinition: definition, tags };
}

export function describeTaskDefinition(
  { taskDefinition, include }: DescribeTaskDefinitionRequest,
  world: World,
): DescribeTaskDefinitionResponse {
  const found = findTaskDefinition(world, taskDefinition);
  if (!found) throw clientError('Unable to describe task definition.');
  const { definition, tags } = found;
  return { taskDefinition: definition, ...(include?.includes('TAGS') && { tags }) };
}

/** AWS's own default. */
const PAGE = 100;

/** By the beginning of a name, where `ListTaskDefinitions` takes a whole one. */
export function listTaskDefinitionFamilies(
  input: ListTaskDefinitionFamiliesRequest,
  world: World,
): ListTaskDefinitionFamiliesResponse {
  const { familyPrefix = '', status = 'ACTIVE' } = input;
  const families = [...world.state.ecs.taskDefinitions]
    .filter(([family]) => family.startsWith(familyPrefix))
    .filter(
      ([, revisions]) =>
        status === 'ALL' ||
        revisions.some(({ definition }) => definition.status === 'ACTIVE') ===
          (status === 'ACTIVE'),
    )
    .map(([family]) => family);
  const { page, next } = pageOf(families.sort(), input.nextToken, input.maxResults ?? PAGE);
  return { families: page, ...(next && { nextToken: next }) };
}

export function listTaskDefinitions(
  input: ListTaskDefinitionsRequest,
  world: World,
): ListTaskDefinitionsResponse {
  const { familyPrefix, status = 'ACTIVE', sort } = input;
  const arns = [...world.state.ecs.taskDefinitions]
    .filter(([family]) => family === (familyPrefix ?? family))
    .flatMap(([, revisions]) => revisions)
    .filter(({ definition }) => definition.status === status)
    .map(({ definition }) => definition.taskDefinitionArn);
  const sorted = sort === 'DESC' ? arns.toReversed() : arns;
  const { page, next } = pageOf(sorted, input.nextToken, input.maxResults ?? PAGE);
  return { taskDefinitionArns: page, ...(next && { nextToken: next }) };
}

export function deregisterTaskDefinition(
  { taskDefinition = '' }: DeregisterTaskDefinitionRequest,
  world: World,
): DeregisterTaskDefinitionResponse {
  const found = /:\d+$/.test(taskDefinition)
    ? findTaskDefinition(world, taskDefinition)
    : undefined;
  if (!found) throw clientError('The specified task definition does not exist.');
  const { definition } = found;
  definition.status = 'INACTIVE';
  definition.deregisteredAt = world.now();
  return { taskDefinition: definition };
}
