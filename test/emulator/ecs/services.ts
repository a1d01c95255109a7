import { isDeepStrictEqual } from 'node:util';
import type { Exchange } from '../patch.ts';
import { jsonAnswer, type WireAnswer } from '../wire/answer.ts';
import { describeService } from './described-service.ts';
import {
  beginRollout,
  type Json,
  type KeptService,
  restarts,
  seconds,
  settingsOf,
} from './kept-service.ts';
import { JsonRefusal } from './refusal.ts';
import { revisionArn } from './task-definitions.ts';

const lastPart = (arn: unknown): string =>
  String(arn ?? 'default')
    .split('/')
    .at(-1) ?? '';

export const serviceArn = ({ place }: Exchange, cluster: string, name: string): string =>
  `arn:aws:ecs:${place.region}:${place.account}:service/${cluster}/${name}`;

/** The service that a call names, by name or ARN. */
export function findService(exchange: Exchange, name: unknown): KeptService | undefined {
  const { memory, input } = exchange;
  const cluster = lastPart(input.cluster);
  return memory.services.get(serviceArn(exchange, cluster, lastPart(name)));
}

export async function createService(exchange: Exchange): Promise<WireAnswer> {
  return jsonAnswer({ service: await makeService(exchange, exchange.input) });
}

/** Makes a service in moto, which looks whether subnets and groups exist, and keeps what it was asked for. */
export async function makeService(exchange: Exchange, input: Json, express?: Json): Promise<Json> {
  const { memory, moto } = exchange;
  const cluster = lastPart(input.cluster);
  const name = String(input.serviceName);
  const arn = serviceArn(exchange, cluster, name);
  const settings = settingsOf({
    ...input,
    taskDefinition: await revisionArn(exchange, input.taskDefinition),
  });
  const known = memory.services.get(arn);
  if (known?.isActive) {
    const isRepeated =
      input.clientToken !== undefined &&
      known.clientToken === input.clientToken &&
      isDeepStrictEqual(known.rollouts[0]?.settings, settings);
    if (isRepeated) return tell(exchange, known);
    throw new JsonRefusal('InvalidParameterException', 'Creation of service was not idempotent.');
  }
  await refuseUnknownPorts(exchange, settings);
  const { service: told } = await moto.ecs<{ service: Json }>('CreateService', {
    ...input,
    taskDefinition: settings.taskDefinition,
  });
  const service: KeptService = {
    arn,
    cluster,
    name,
    settings,
    isActive: true,
    rollouts: [],
    createdAt: seconds(),
    ...(input.clientToken !== undefined && { clientToken: String(input.clientToken) }),
    ...(express && { express }),
  };
  beginRollout(service);
  memory.services.set(arn, service);
  return describeService(told, service);
}

interface ServiceConnect {
  readonly services?: readonly { readonly portName: string }[];
}

/** moto takes any name of a port. */
async function refuseUnknownPorts({ moto }: Exchange, settings: Json): Promise<void> {
  const { services = [] } = (settings.serviceConnectConfiguration ?? {}) as ServiceConnect;
  if (services.length === 0) return;
  const { taskDefinition } = await moto.ecs<{
    taskDefinition: { containerDefinitions: { portMappings?: { name?: string }[] }[] };
  }>('DescribeTaskDefinition', { taskDefinition: settings.taskDefinition });
  const names = taskDefinition.containerDefinitions.flatMap(({ portMappings = [] }) =>
    portMappings.map(({ name }) => name),
  );
  const unknown = services.find(({ portName }) => !names.includes(portName));
  if (unknown) {
    throw new JsonRefusal(
      'InvalidParameterException',
      `portName(${unknown.portName}) does not refer to any named PortMapping in the task definition`,
    );
  }
}

async function tell({ moto }: Exchange, service: KeptService): Promise<Json> {
  const { services } = await moto.ecs<{ services: Json[] }>('DescribeServices', {
    cluster: service.cluster,
    services: [service.name],
  });
  return describeService(services[0] ?? {}, service);
}

export async function describeServices(exchange: Exchange): Promise<WireAnswer> {
  const { moto, memory, input } = exchange;
  if (Array.isArray(input.services) && input.services.length > 10) {
    throw new JsonRefusal('InvalidParameterException', 'services can have at most 10 items.');
  }
  const { services, failures } = await moto.ecs<{ services: Json[]; failures: Json[] }>(
    'DescribeServices',
    input,
  );
  return jsonAnswer({
    services: services.map((told) => {
      const kept = memory.services.get(String(told.serviceArn));
      return kept ? describeService(told, kept) : told;
    }),
    failures,
  });
}

/** moto lists for a cluster that there is not. */
export async function refuseUnknownCluster({ moto, input }: Exchange): Promise<void> {
  const { clusters } = await moto.ecs<{ clusters: { status: string }[] }>('DescribeClusters', {
    clusters: [input.cluster ?? 'default'],
  });
  if (clusters[0]?.status === 'ACTIVE') return;
  throw new JsonRefusal('ClusterNotFoundException', 'Cluster not found.');
}

/** A page of ARNs, ten unless told; ECS forgets what is inactive. */
export async function listServices(exchange: Exchange): Promise<WireAnswer> {
  const { memory, input } = exchange;
  const { nextToken = 0, maxResults = 10, cluster } = input;
  await refuseUnknownCluster(exchange);
  const arns = [...memory.services.values()]
    .filter((service) => service.isActive && service.cluster === lastPart(cluster))
    .map(({ arn }) => arn)
    .sort();
  const to = Number(nextToken) + Number(maxResults);
  return jsonAnswer({
    serviceArns: arns.slice(Number(nextToken), to),
    ...(to < arns.length && { nextToken: String(to) }),
  });
}

export async function updateService(exchange: Exchange): Promise<WireAnswer> {
  const { moto, input } = exchange;
  const service = findService(exchange, input.service);
  if (!service) throw new JsonRefusal('ServiceNotFoundException', 'Service not found.');
  if (!service.isActive) {
    throw new JsonRefusal('ServiceNotActiveException', 'Service was not ACTIVE.');
  }
  const taskDefinition =
    input.taskDefinition === undefined
      ? undefined
      : await revisionArn(exchange, input.taskDefinition);
  const settings = {
    ...service.settings,
    ...settingsOf(input),
    ...(taskDefinition !== undefined && { taskDefinition }),
  };
  await refuseUnknownPorts(exchange, settings);
  await moto.ecs('UpdateService', {
    cluster: service.cluster,
    service: service.name,
    ...(taskDefinition !== undefined && { taskDefinition }),
    ...(input.desiredCount !== undefined && { desiredCount: input.desiredCount }),
  });
  service.settings = settings;
  if (restarts(input)) beginRollout(service);
  return jsonAnswer({ service: await tell(exchange, service) });
}

/** Inactive at once: nothing drains here. */
export async function deleteService(exchange: Exchange): Promise<WireAnswer> {
  const { moto, input } = exchange;
  const service = findService(exchange, input.service);
  const { service: told } = await moto.ecs<{ service: Json }>('DeleteService', input);
  if (service) service.isActive = false;
  return jsonAnswer({ service: service ? describeService(told, service) : told });
}
