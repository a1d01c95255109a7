import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import type { Exchange } from '../patch.ts';
import { type WireAnswer, xmlAnswer } from '../wire/answer.ts';
import type { KeptStack } from './kept-stack.ts';
import { knownStack, text } from './read-input.ts';
import { resourcesIn } from './template.ts';

/**
 * Physical ids of a stack's resources by logical id.
 *
 * @throws for a type that moto skips and nobody plays, because what a test shows would not be true
 */
export async function physicalIdsOf(
  { moto }: Exchange,
  stack: KeptStack,
): Promise<Map<string, string>> {
  if (stack.status === 'REVIEW_IN_PROGRESS' || stack.template === '') return new Map();
  const { StackResources = [] } = await moto.cloudFormation.send(
    new DescribeStackResourcesCommand({ StackName: stack.id }),
  );
  const made = new Map(
    StackResources.map((one) => [one.LogicalResourceId ?? '', one.PhysicalResourceId ?? '']),
  );
  return new Map(
    Object.entries(resourcesIn(stack.template)).map(([id, { Type }]) => {
      const physicalId = stack.standIns.get(id)?.ref ?? made.get(id);
      if (physicalId !== undefined) return [id, physicalId];
      throw new Error(`moto has made no ${id} (${Type}); say in skipped-types.ts what it is`);
    }),
  );
}

/** Resources of a stack, those that moto skips among them. */
export async function describeStackResources(exchange: Exchange): Promise<WireAnswer> {
  const StackResources = await resourcesOf(exchange);
  return xmlAnswer('DescribeStackResources', { StackResources });
}

export async function listStackResources(exchange: Exchange): Promise<WireAnswer> {
  const resources = await resourcesOf(exchange);
  return xmlAnswer('ListStackResources', {
    StackResourceSummaries: resources.map(({ Timestamp, StackName, StackId, ...summary }) => ({
      ...summary,
      LastUpdatedTimestamp: Timestamp,
    })),
  });
}

async function resourcesOf(exchange: Exchange) {
  const stack = knownStack(exchange);
  const wanted = text(exchange, 'LogicalResourceId');
  const types = resourcesIn(stack.template);
  return [...(await physicalIdsOf(exchange, stack))]
    .filter(([id]) => wanted === undefined || wanted === id)
    .map(([id, physicalId]) => ({
      LogicalResourceId: id,
      PhysicalResourceId: physicalId,
      ResourceType: types[id]?.Type,
      Timestamp: stack.updatedAt ?? stack.createdAt,
      ResourceStatus: 'CREATE_COMPLETE',
      StackName: stack.name,
      StackId: stack.id,
    }));
}
