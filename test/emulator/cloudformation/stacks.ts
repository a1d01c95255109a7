import {
  DeleteStackCommand,
  DescribeStacksCommand,
  type Output,
} from '@aws-sdk/client-cloudformation';
import type { Exchange } from '../patch.ts';
import { type WireAnswer, xmlAnswer } from '../wire/answer.ts';
import type { KeptStack } from './kept-stack.ts';
import { findStack, invalid, knownStack, parameterList, text } from './read-input.ts';
import { refuseUnknownRole } from './refuse-role.ts';
import { removeFirst, removeLast } from './remove-resources.ts';
import { setStatus, tellResource } from './stack-events.ts';
import { physicalIdsOf } from './stack-resources.ts';
import { resourcesIn } from './template.ts';

export async function describeStacks(exchange: Exchange): Promise<WireAnswer> {
  const stacks =
    text(exchange, 'StackName') === undefined
      ? [...exchange.memory.stacks.values()].filter(({ status }) => status !== 'DELETE_COMPLETE')
      : [knownStack(exchange)];
  const Stacks = await Promise.all(stacks.map((stack) => describe(exchange, stack)));
  return xmlAnswer('DescribeStacks', { Stacks });
}

async function describe(exchange: Exchange, stack: KeptStack) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    Parameters: parameterList(stack.parameters),
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DisableRollback: false,
    NotificationARNs: [],
    Capabilities: stack.capabilities,
    Outputs: await outputsOf(exchange, stack),
    RoleARN: stack.roleArn,
    Tags: stack.tags,
    EnableTerminationProtection: stack.isProtected,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

async function outputsOf({ moto }: Exchange, stack: KeptStack): Promise<Output[]> {
  if (!/^(CREATE|UPDATE)_COMPLETE$/.test(stack.status)) return [];
  const { Stacks = [] } = await moto.cloudFormation.send(
    new DescribeStacksCommand({ StackName: stack.id }),
  );
  return (Stacks[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => ({
    OutputKey,
    OutputValue,
  }));
}

/** moto would answer with what the proxy gave it. */
export function getTemplate(exchange: Exchange): WireAnswer {
  const { template } = knownStack(exchange);
  return xmlAnswer('GetTemplate', {
    TemplateBody: template,
    StagesAvailable: ['Original', 'Processed'],
  });
}

export function describeStackEvents(exchange: Exchange): WireAnswer {
  const { events } = knownStack(exchange);
  return xmlAnswer('DescribeStackEvents', { StackEvents: [...events].reverse() });
}

export function updateTerminationProtection(exchange: Exchange): WireAnswer {
  const stack = knownStack(exchange);
  stack.isProtected = text(exchange, 'EnableTerminationProtection') === 'true';
  return xmlAnswer('UpdateTerminationProtection', { StackId: stack.id });
}

/** Deletes at once; what has `DeletionPolicy: Retain` stays, as moto knows. */
export async function deleteStack(exchange: Exchange): Promise<WireAnswer> {
  const { memory, moto } = exchange;
  const stack = findStack(exchange);
  if (!stack || stack.status === 'DELETE_COMPLETE') return xmlAnswer('DeleteStack', {});
  if (stack.isProtected) {
    throw invalid(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
  }
  await refuseUnknownRole(exchange);
  const token = text(exchange, 'ClientRequestToken');
  const physicalIds = await physicalIdsOf(exchange, stack);
  setStatus(stack, 'DELETE_IN_PROGRESS', token, 'User Initiated');
  const [inUse] = clustersInUse(exchange, stack, physicalIds);
  if (inUse) {
    const { id, physicalId } = inUse;
    const reason = 'The Cluster cannot be deleted while Services are active.';
    const status = 'DELETE_FAILED';
    tellResource(stack, { id, physicalId, type: CLUSTER, status, reason, token });
    setStatus(stack, status, token, `The following resource(s) failed to delete: [${id}].`);
    return xmlAnswer('DeleteStack', {});
  }
  const gone = Object.keys(resourcesIn(stack.body));
  await removeFirst(exchange, stack, physicalIds, gone);
  await moto.cloudFormation.send(new DeleteStackCommand({ StackName: stack.id }));
  await removeLast(exchange, stack, physicalIds, gone);
  tellEnd(stack, physicalIds, token);
  setStatus(stack, 'DELETE_COMPLETE', token);
  memory.stacks.delete(stack.name);
  memory.stacks.set(stack.id, stack);
  return xmlAnswer('DeleteStack', {});
}

const CLUSTER = 'AWS::ECS::Cluster';

/** moto deletes a cluster whatever runs in it. */
function clustersInUse(
  { memory }: Exchange,
  { template }: KeptStack,
  physicalIds: ReadonlyMap<string, string>,
) {
  const active = [...memory.services.values()].filter(({ isActive }) => isActive);
  return Object.entries(resourcesIn(template))
    .filter(([, { Type }]) => Type === CLUSTER)
    .map(([id]) => ({ id, physicalId: physicalIds.get(id) ?? '' }))
    .filter(({ physicalId }) => active.some(({ cluster }) => cluster === physicalId));
}

/** What is retained is told as skipped. */
function tellEnd(
  stack: KeptStack,
  physicalIds: ReadonlyMap<string, string>,
  token: string | undefined,
): void {
  for (const [id, { Type: type, DeletionPolicy }] of Object.entries(resourcesIn(stack.template))) {
    const status = DeletionPolicy === 'Retain' ? 'DELETE_SKIPPED' : 'DELETE_COMPLETE';
    tellResource(stack, { id, physicalId: physicalIds.get(id) ?? '', type, status, token });
  }
}
