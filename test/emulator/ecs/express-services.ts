import type { Exchange } from '../patch.ts';
import { jsonAnswer, type WireAnswer } from '../wire/answer.ts';
import { beginRollout, type Json, type KeptService } from './kept-service.ts';
import { JsonRefusal } from './refusal.ts';
import { makeService } from './services.ts';
import { revisionArn } from './task-definitions.ts';

/** An Express service is a service of moto's too, so that ordinary calls know it. */
export async function createExpressService(exchange: Exchange): Promise<WireAnswer> {
  const { input, memory } = exchange;
  const told = await makeService(exchange, asService(input), input);
  const service = memory.services.get(String(told.serviceArn));
  if (!isExpress(service)) throw new Error('a service that was made is kept');
  return jsonAnswer({ service: describe(service) });
}

interface Network {
  readonly subnets?: readonly string[];
  readonly securityGroups?: readonly string[];
}
interface Scaling {
  readonly minTaskCount?: number;
}

/** What of an Express service an ordinary one has too. */
function asService({
  networkConfiguration,
  scalingTarget,
  taskDefinitionArn,
  cluster,
  serviceName,
  tags,
}: Json): Json {
  const { subnets = [], securityGroups = [] } = (networkConfiguration ?? {}) as Network;
  return {
    cluster,
    serviceName,
    tags: tags ?? [],
    taskDefinition: taskDefinitionArn,
    desiredCount: ((scalingTarget ?? {}) as Scaling).minTaskCount ?? 1,
    networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups } },
    deploymentConfiguration: { strategy: 'CANARY' },
  };
}

type ExpressService = KeptService & { express: Json };

const isExpress = (service: KeptService | undefined): service is ExpressService =>
  service?.express !== undefined;

function known(exchange: Exchange): ExpressService {
  const arn = String(exchange.input.serviceArn);
  const service = exchange.memory.services.get(arn);
  if (isExpress(service)) return service;
  throw new JsonRefusal('ResourceNotFoundException', `Service not found: ${arn}`);
}

export const describeExpressService = (exchange: Exchange): WireAnswer =>
  jsonAnswer({ service: describe(known(exchange)) });

/** Starts a rollout; what ordinary calls set, such as Service Connect, stays. */
export async function updateExpressService(exchange: Exchange): Promise<WireAnswer> {
  const { input, moto } = exchange;
  const service = known(exchange);
  const { serviceArn: _, ...asked } = input;
  service.express = { ...service.express, ...asked };
  const { desiredCount, networkConfiguration, taskDefinition } = asService(service.express);
  const revision = await revisionArn(exchange, taskDefinition);
  service.settings = {
    ...service.settings,
    taskDefinition: revision,
    desiredCount,
    networkConfiguration,
  };
  await moto.ecs('UpdateService', {
    cluster: service.cluster,
    service: service.name,
    taskDefinition: revision,
    desiredCount,
  });
  beginRollout(service);
  return jsonAnswer({ service: updated(service) });
}

export async function deleteExpressService(exchange: Exchange): Promise<WireAnswer> {
  const service = known(exchange);
  const { cluster, name } = service;
  await exchange.moto.ecs('DeleteService', { cluster, service: name, force: true });
  service.isActive = false;
  return jsonAnswer({ service: describe(service) });
}

const revisionOf = ({ express, rollouts }: ExpressService): Json => {
  const last = rollouts.at(-1);
  const { healthCheckPath, networkConfiguration, scalingTarget } = express;
  return {
    serviceRevisionArn: last?.revisionArn,
    taskDefinitionArn: last?.taskDefinition,
    healthCheckPath,
    networkConfiguration,
    scalingTarget,
    createdAt: last?.at,
  };
};

function describe(service: ExpressService): Json {
  const { arn, name, cluster, createdAt, express, isActive } = service;
  const host = `${name}.ecs.${arn.split(':')[3]}.on.aws`;
  return {
    cluster,
    serviceName: name,
    serviceArn: arn,
    infrastructureRoleArn: express.infrastructureRoleArn,
    status: { statusCode: isActive ? 'ACTIVE' : 'INACTIVE' },
    currentDeployment: service.rollouts.at(-1)?.serviceDeploymentArn,
    activeConfigurations: [
      { ...revisionOf(service), ingressPaths: [{ accessType: 'PUBLIC', endpoint: host }] },
    ],
    tags: express.tags ?? [],
    createdAt,
    updatedAt: service.rollouts.at(-1)?.at,
  };
}

const updated = (service: ExpressService): Json => ({
  serviceArn: service.arn,
  cluster: service.cluster,
  serviceName: service.name,
  status: { statusCode: 'ACTIVE' },
  targetConfiguration: revisionOf(service),
  createdAt: service.createdAt,
  updatedAt: service.rollouts.at(-1)?.at,
});
