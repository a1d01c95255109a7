import type {
  CreateExpressGatewayServiceRequest,
  CreateExpressGatewayServiceResponse,
  DeleteExpressGatewayServiceRequest,
  DeleteExpressGatewayServiceResponse,
  DescribeExpressGatewayServiceRequest,
  DescribeExpressGatewayServiceResponse,
  ECSExpressGatewayService,
  ExpressGatewayServiceConfiguration,
  UpdateExpressGatewayServiceRequest,
  UpdateExpressGatewayServiceResponse,
} from '@aws-sdk/client-ecs';
import type { World } from '../../world.ts';
import { findTaskDefinition, invalid, needActive, needService } from './find.ts';
import { startDeployment } from './rollout.ts';
import { needRevision } from './service-settings.ts';
import { drain, makeService } from './services.ts';
import type { LiveService } from './state.ts';

/** With a task definition these stay out of the call (facts-aws: `taskDefinitionArn`). */
const EXCLUDED = ['primaryContainer', 'cpu', 'memory', 'executionRoleArn', 'taskRoleArn'] as const;

function checkTaskDefinition(
  input: Partial<CreateExpressGatewayServiceRequest>,
  world: World,
): string {
  const named = EXCLUDED.filter((name) => input[name] !== undefined);
  if (named.length > 0) {
    throw invalid(`${named.join(', ')} cannot be specified together with taskDefinitionArn.`);
  }
  const arn = needRevision(world, input.taskDefinitionArn);
  const main = findTaskDefinition(world, arn)?.definition.containerDefinitions?.find(
    ({ name }) => name === 'Main',
  );
  if (!main?.portMappings?.some(({ name }) => name)) {
    throw invalid(
      'The task definition must have a container named Main with a named TCP port mapping.',
    );
  }
  return arn;
}

export function createExpress(
  input: CreateExpressGatewayServiceRequest,
  world: World,
): CreateExpressGatewayServiceResponse {
  const taskDefinition = checkTaskDefinition(input, world);
  const { subnets = [], securityGroups = [] } = input.networkConfiguration ?? {};
  const service = makeService(
    {
      serviceName: input.serviceName ?? `main-${world.unique(6)}`,
      ...(input.cluster && { cluster: input.cluster }),
      taskDefinition,
      desiredCount: input.scalingTarget?.minTaskCount ?? 1,
      launchType: 'FARGATE',
      tags: input.tags ?? [],
      deploymentConfiguration: {
        strategy: 'CANARY',
        bakeTimeInMinutes: 3,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets,
          securityGroups: [...securityGroups, leaveGroup(input, subnets, world)],
          assignPublicIp: 'ENABLED',
        },
      },
    },
    world,
    (made) => {
      made.express = {
        infrastructureRoleArn: input.infrastructureRoleArn ?? '',
        endpoint: `${made.name}-${world.unique(8)}.ecs.${world.region}.on.aws`,
        configuration: {},
        updatedAt: world.now(),
      };
    },
  );
  configure(service, { ...input, taskDefinitionArn: taskDefinition }, world);
  return { service: shown(service, world) };
}

/** Express makes a group of its own, which outlives the service and keeps the VPC from being deleted. */
function leaveGroup(
  { cluster = 'default', serviceName }: CreateExpressGatewayServiceRequest,
  [subnet]: readonly string[],
  world: World,
): string {
  const resources = world.state.cloudFormation.stacks.flatMap(({ resources }) => [
    ...resources.values(),
  ]);
  const { VpcId = 'vpc-default' } =
    resources.find(({ physicalId }) => physicalId === subnet)?.properties ?? {};
  const vpcId = String(VpcId);
  const name = `${cluster.split('/').at(-1)}-${serviceName}-${vpcId}`;
  const { securityGroups } = world.state.ec2;
  const known = [...securityGroups.values()].find((one) => one.name === name);
  const id = known?.id ?? `sg-${world.unique(17)}`;
  securityGroups.set(id, { id, name, vpcId, tags: { AmazonECSManaged: 'true' } });
  return id;
}

function configure(
  service: LiveService,
  input: Partial<CreateExpressGatewayServiceRequest>,
  world: World,
): void {
  const { express, deployments } = service;
  if (!express) return;
  const { healthCheckPath, networkConfiguration, scalingTarget, taskDefinitionArn } = input;
  const definition = findTaskDefinition(world, taskDefinitionArn)?.definition;
  const before: ExpressGatewayServiceConfiguration = express.configuration;
  express.configuration = {
    ...before,
    ...(deployments[0] && { serviceRevisionArn: deployments[0].revisionArn }),
    ...(taskDefinitionArn !== undefined && { taskDefinitionArn }),
    ...(definition?.cpu !== undefined && { cpu: definition.cpu }),
    ...(definition?.memory !== undefined && { memory: definition.memory }),
    healthCheckPath: healthCheckPath ?? before.healthCheckPath ?? '/ping',
    ...(networkConfiguration && { networkConfiguration }),
    ...(scalingTarget && { scalingTarget: { ...before.scalingTarget, ...scalingTarget } }),
    ingressPaths: [{ accessType: 'PUBLIC', endpoint: express.endpoint }],
    createdAt: before.createdAt ?? world.now(),
  };
  express.updatedAt = world.now();
}

const statusOf = ({ status }: LiveService) => ({ statusCode: status });

function shown(service: LiveService, world: World): ECSExpressGatewayService {
  const { express, history } = service;
  const running = history.findLast(({ status }) => /IN_PROGRESS/.test(status ?? ''));
  const isServing = service.lastGood !== undefined;
  return {
    cluster: world.arn('ecs', `cluster/${service.cluster}`),
    serviceName: service.name,
    serviceArn: service.arn,
    infrastructureRoleArn: express?.infrastructureRoleArn,
    status: statusOf(service),
    ...(running && { currentDeployment: running.serviceDeploymentArn }),
    activeConfigurations: express && isServing ? [express.configuration] : [],
    tags: service.tags,
    createdAt: service.createdAt,
    updatedAt: express?.updatedAt ?? service.createdAt,
  };
}

function needExpress(world: World, arn: string | undefined): LiveService {
  const service = needService(world, undefined, arn);
  if (!service.express) throw invalid('The service is not an Express Gateway service.');
  return service;
}

export const describeExpress = (
  { serviceArn }: DescribeExpressGatewayServiceRequest,
  world: World,
): DescribeExpressGatewayServiceResponse => ({
  service: shown(needExpress(world, serviceArn), world),
});

export function updateExpress(
  input: UpdateExpressGatewayServiceRequest,
  world: World,
): UpdateExpressGatewayServiceResponse {
  needActive(world, undefined, input.serviceArn);
  const service = needExpress(world, input.serviceArn);
  const { taskDefinitionArn, scalingTarget } = input;
  const taskDefinition = taskDefinitionArn ? checkTaskDefinition(input, world) : undefined;
  const before = service.settings;
  service.settings = {
    ...before,
    ...(taskDefinition !== undefined && { taskDefinition }),
    desiredCount: Math.max(scalingTarget?.minTaskCount ?? 0, before.desiredCount),
    // Whether Service Connect survives is not known, so tests can say.
    ...(world.state.ecs.expressForgetsServiceConnect && {
      serviceConnectConfiguration: { enabled: false },
    }),
  };
  startDeployment(service, world);
  configure(
    service,
    { ...input, ...(taskDefinition && { taskDefinitionArn: taskDefinition }) },
    world,
  );
  return {
    service: {
      serviceArn: service.arn,
      cluster: world.arn('ecs', `cluster/${service.cluster}`),
      serviceName: service.name,
      status: statusOf(service),
      ...(service.express && { targetConfiguration: service.express.configuration }),
      createdAt: service.createdAt,
      updatedAt: world.now(),
    },
  };
}

export function deleteExpress(
  { serviceArn }: DeleteExpressGatewayServiceRequest,
  world: World,
): DeleteExpressGatewayServiceResponse {
  const service = needExpress(world, serviceArn);
  drain(service, world);
  return { service: shown(service, world) };
}
