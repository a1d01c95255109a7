import {
  type Capability,
  ExecuteChangeSetCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import type { Exchange } from '../patch.ts';
import { type WireAnswer, xmlAnswer } from '../wire/answer.ts';
import { knownChangeSet } from './change-sets.ts';
import type { KeptChangeSet, KeptStack } from './kept-stack.ts';
import { Refusal, text } from './read-input.ts';
import { removeFirst, removeLast } from './remove-resources.ts';
import { findConflicts, rollBack } from './roll-back.ts';
import { setStatus, tellChanges } from './stack-events.ts';
import { physicalIdsOf } from './stack-resources.ts';
import { resourcesIn } from './template.ts';

/** Executes at once: when the call is answered, the stack is complete. */
export async function executeChangeSet(exchange: Exchange): Promise<WireAnswer> {
  const { memory, moto } = exchange;
  const changeSet = knownChangeSet(exchange);
  const stack = [...memory.stacks.values()].find(({ id }) => id === changeSet.stackId);
  if (changeSet.isEmpty || changeSet.isExecuted || !stack) {
    throw new Refusal(
      'InvalidChangeSetStatus',
      `ChangeSet [${changeSet.id}] cannot be executed in its current status`,
    );
  }
  const verb = stack.status === 'REVIEW_IN_PROGRESS' ? 'CREATE' : 'UPDATE';
  const token = text(exchange, 'ClientRequestToken');
  setStatus(stack, `${verb}_IN_PROGRESS`, token, 'User Initiated');
  const conflicts = await findConflicts(exchange, changeSet);
  if (conflicts.length > 0) {
    rollBack(stack, verb, conflicts, token);
    changeSet.isExecuted = true;
    return xmlAnswer('ExecuteChangeSet', {});
  }
  const before = verb === 'CREATE' ? new Map() : await physicalIdsOf(exchange, stack);
  if (changeSet.isKnownToMoto) {
    await removeFirst(exchange, stack, before, goneFrom(stack, changeSet));
    await moto.cloudFormation.send(new ExecuteChangeSetCommand({ ChangeSetName: changeSet.id }));
    await refresh(exchange, changeSet);
    await removeLast(exchange, stack, before, goneFrom(stack, changeSet));
  }
  takeOver(stack, changeSet);
  const after = await physicalIdsOf(exchange, stack);
  tellChanges(stack, changeSet.changes, new Map([...before, ...after]), token);
  setStatus(stack, `${verb}_COMPLETE`, token);
  if (verb === 'UPDATE') stack.updatedAt = new Date();
  changeSet.isExecuted = true;
  return xmlAnswer('ExecuteChangeSet', {});
}

/** moto leaves a stack without outputs after a change set; an update with the same template brings them. */
async function refresh({ moto }: Exchange, { stackId, next }: KeptChangeSet): Promise<void> {
  await moto.cloudFormation.send(
    new UpdateStackCommand({
      StackName: stackId,
      // moto refuses the very same text.
      TemplateBody: `${next.body} `,
      Capabilities: [...next.capabilities] as Capability[],
      Tags: [...next.tags],
    }),
  );
}

/** Logical ids that the stack gives up with a change set. */
function goneFrom({ body }: KeptStack, { next }: KeptChangeSet): string[] {
  const kept = resourcesIn(next.body);
  return Object.keys(resourcesIn(body)).filter((id) => !(id in kept));
}

function takeOver(stack: KeptStack, { next }: KeptChangeSet): void {
  const { template, body, parameters, tags, capabilities, standIns, roleArn } = next;
  Object.assign(stack, { template, body, parameters, tags, capabilities, standIns });
  if (roleArn !== undefined) stack.roleArn = roleArn;
}
