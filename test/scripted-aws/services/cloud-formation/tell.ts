import type { StackStatus } from '@aws-sdk/client-cloudformation';
import type { World } from '../../world.ts';
import type { Event, LiveStack } from './state.ts';

type Told = Omit<Event, 'id' | 'at' | 'token'>;

/** Adds an event; all events of an operation carry the token that it was begun with. */
export function tell(stack: LiveStack, world: World, event: Told): void {
  const token = stack.token;
  stack.events.push({
    id: `${event.logicalId}-${event.status}-${world.unique(12)}`,
    at: world.now(),
    ...(token !== undefined && { token }),
    ...event,
  });
}

/** The stack itself goes over to a status. */
export function become(stack: LiveStack, status: StackStatus, world: World, reason?: string): void {
  stack.status = status;
  delete stack.reason;
  if (reason !== undefined) stack.reason = reason;
  tell(stack, world, {
    logicalId: stack.name,
    physicalId: stack.id,
    type: 'AWS::CloudFormation::Stack',
    status,
    ...(reason !== undefined && { reason }),
  });
}
