import { DeleteChangeSetCommand } from '@aws-sdk/client-cloudformation';
import type { Exchange } from '../patch.ts';
import { type WireAnswer, xmlAnswer } from '../wire/answer.ts';
import type { KeptChangeSet } from './kept-stack.ts';
import { findStack, parameterList, Refusal, text } from './read-input.ts';

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** moto looks change sets up by name across all stacks. */
export function findChangeSet(exchange: Exchange): KeptChangeSet | undefined {
  const { memory } = exchange;
  const name = text(exchange, 'ChangeSetName') ?? '';
  const stack = findStack(exchange);
  return (
    memory.changeSets.get(name) ??
    [...memory.changeSets.values()].find((one) => one.name === name && one.stackId === stack?.id)
  );
}

export function knownChangeSet(exchange: Exchange): KeptChangeSet {
  const found = findChangeSet(exchange);
  if (found) return found;
  const name = text(exchange, 'ChangeSetName');
  throw new Refusal('ChangeSetNotFound', `ChangeSet [${name}] does not exist`);
}

export function describeChangeSet(exchange: Exchange): WireAnswer {
  const { id, name, stackId, stackName, createdAt, next, changes, isEmpty, isExecuted } =
    knownChangeSet(exchange);
  return xmlAnswer('DescribeChangeSet', {
    ChangeSetName: name,
    ChangeSetId: id,
    StackId: stackId,
    StackName: stackName,
    Parameters: parameterList(next.parameters),
    CreationTime: createdAt,
    ExecutionStatus: isEmpty ? 'UNAVAILABLE' : isExecuted ? 'EXECUTE_COMPLETE' : 'AVAILABLE',
    Status: isEmpty ? 'FAILED' : 'CREATE_COMPLETE',
    StatusReason: isEmpty ? NO_CHANGES : undefined,
    Capabilities: next.capabilities,
    Tags: next.tags,
    Changes: changes,
    IncludeNestedStacks: false,
  });
}

export async function deleteChangeSet(exchange: Exchange): Promise<WireAnswer> {
  const { memory, moto } = exchange;
  const found = findChangeSet(exchange);
  if (found) {
    memory.changeSets.delete(found.id);
    if (found.isKnownToMoto) {
      await moto.cloudFormation.send(new DeleteChangeSetCommand({ ChangeSetName: found.id }));
    }
  }
  return xmlAnswer('DeleteChangeSet', {});
}

export function listChangeSets(exchange: Exchange): WireAnswer {
  const stack = findStack(exchange);
  const own = [...exchange.memory.changeSets.values()].filter(
    ({ stackId, isExecuted }) => stackId === stack?.id && !isExecuted,
  );
  return xmlAnswer('ListChangeSets', {
    Summaries: own.map(({ id, name, stackId, stackName, createdAt, isEmpty }) => ({
      StackId: stackId,
      StackName: stackName,
      ChangeSetId: id,
      ChangeSetName: name,
      ExecutionStatus: isEmpty ? 'UNAVAILABLE' : 'AVAILABLE',
      Status: isEmpty ? 'FAILED' : 'CREATE_COMPLETE',
      StatusReason: isEmpty ? NO_CHANGES : undefined,
      CreationTime: createdAt,
    })),
  });
}
