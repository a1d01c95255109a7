import type { Exchange } from '../patch.ts';
import { jsonAnswer, type WireAnswer } from '../wire/answer.ts';
import type { Json } from './kept-service.ts';
import { JsonRefusal } from './refusal.ts';

/**
 * The revision that a family, a `family:revision` or an ARN names. Of a family it is the latest that is
 * active, where moto takes the latest of all.
 */
export async function revisionArn({ moto }: Exchange, named: unknown): Promise<string> {
  const name = String(named).split('/').at(-1) ?? '';
  const { taskDefinitionArns } = await moto.ecs<{ taskDefinitionArns: string[] }>(
    'ListTaskDefinitions',
    { familyPrefix: name.split(':')[0], status: 'ACTIVE' },
  );
  const found = name.includes(':')
    ? taskDefinitionArns.find((arn) => arn.endsWith(`/${name}`))
    : taskDefinitionArns.toSorted((a, b) => revisionOf(a) - revisionOf(b)).at(-1);
  if (found) return found;
  throw new JsonRefusal('ClientException', 'Unable to describe task definition.');
}

const revisionOf = (arn: string): number => Number(arn.split(':').at(-1));

/** Tells an inactive revision too, when it is named by its number. */
export async function describeTaskDefinition(exchange: Exchange): Promise<WireAnswer> {
  const { moto, input } = exchange;
  const name = String(input.taskDefinition).split('/').at(-1) ?? '';
  const taskDefinition = name.includes(':') ? name : await revisionArn(exchange, name);
  const answer = await moto.ecs<{ taskDefinition: Json; tags?: unknown }>(
    'DescribeTaskDefinition',
    { ...input, taskDefinition },
  );
  return jsonAnswer({ ...answer, taskDefinition: completed(answer.taskDefinition) });
}

export async function registerTaskDefinition({ moto, input }: Exchange): Promise<WireAnswer> {
  const answer = await moto.ecs<{ taskDefinition: Json }>('RegisterTaskDefinition', input);
  return jsonAnswer({
    taskDefinition: completed(answer.taskDefinition),
    ...(input.tags !== undefined && { tags: input.tags }),
  });
}

interface PortMapping {
  readonly containerPort: number;
}
interface Container {
  readonly portMappings?: readonly PortMapping[];
  readonly healthCheck?: Json;
}

/** What ECS fills in besides what moto does. */
function completed(told: Json): Json {
  const containers = (told.containerDefinitions ?? []) as readonly Container[];
  return {
    ...told,
    containerDefinitions: containers.map((container) => ({
      ...container,
      portMappings: (container.portMappings ?? []).map((mapping) => ({
        hostPort: mapping.containerPort,
        protocol: 'tcp',
        ...mapping,
      })),
      ...(container.healthCheck && {
        healthCheck: { interval: 30, timeout: 5, retries: 3, ...container.healthCheck },
      }),
      systemControls: [],
    })),
    requiresAttributes: [{ name: 'com.amazonaws.ecs.capability.docker-remote-api.1.18' }],
    registeredAt: 1_790_000_000,
    registeredBy: 'arn:aws:iam::111111111111:root',
    enableFaultInjection: false,
  };
}
