import { randomUUID } from 'node:crypto';
import type { Change, KeptStack } from './kept-stack.ts';

export const STACK_TYPE = 'AWS::CloudFormation::Stack';

/** The names of one kind of operation's states, as CloudFormation writes them. */
export type Verb = 'CREATE' | 'UPDATE' | 'DELETE';

const ACTION_VERBS = { Add: 'CREATE', Modify: 'UPDATE', Remove: 'DELETE' } as const;

/** Sets a stack's status and tells of it, as moto does not for what happens inside. */
export function setStatus(stack: KeptStack, status: string, token?: string, reason?: string): void {
  stack.status = status;
  if (reason !== undefined) stack.statusReason = reason;
  tellResource(stack, {
    id: stack.name,
    physicalId: stack.id,
    type: STACK_TYPE,
    status,
    token,
    reason,
  });
}

/** Tells that resources were made, changed or removed. */
export function tellChanges(
  stack: KeptStack,
  changes: readonly Change[],
  physicalIds: ReadonlyMap<string, string>,
  token?: string,
): void {
  for (const { ResourceChange: change } of changes) {
    const id = change.LogicalResourceId;
    const about = { id, type: change.ResourceType, physicalId: physicalIds.get(id) ?? '', token };
    const verb = ACTION_VERBS[change.Action];
    tellResource(stack, { ...about, status: `${verb}_IN_PROGRESS` });
    tellResource(stack, { ...about, status: `${verb}_COMPLETE` });
  }
}

export interface Happening {
  readonly id: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string | undefined;
  readonly token?: string | undefined;
}

/** Tells one thing that happened to a resource, or to the stack itself. */
export function tellResource(
  stack: KeptStack,
  { id, physicalId, type, status, reason, token }: Happening,
): void {
  stack.events.push({
    EventId: randomUUID(),
    Timestamp: new Date(),
    StackId: stack.id,
    StackName: stack.name,
    LogicalResourceId: id,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    ResourceStatus: status,
    ResourceStatusReason: reason,
    ClientRequestToken: token,
  });
}
