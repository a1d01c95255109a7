import type { AppliedService } from '../services/applied-service.ts';
import type { AppliedStack } from '../stacks/apply-stack.ts';
import type { RecordedService, RecordedStack } from '../state/record.ts';

/** What a run has changed so far, in the order in which it began. */
export interface Done {
  readonly stacks: AppliedStack[];
  /** By service: a service is told of just before it is changed, and again when that is known to be done. */
  readonly services: Map<string, AppliedService>;
}

export const nothingDone = (): Done => ({ stacks: [], services: new Map() });

export const recordedStacks = ({ stacks }: Done): RecordedStack[] =>
  stacks.map(({ stack, action }) => ({ stack, action }));

/** Sorted, because services that do not depend on one another end in any order. */
export const recordedServices = ({ services }: Done): RecordedService[] =>
  [...services.values()]
    .map(({ service, action, taskDefinition, before }) => ({
      service,
      action,
      ...(taskDefinition && { taskDefinition }),
      ...(before?.taskDefinition && { before: before.taskDefinition }),
    }))
    .sort((a, b) => (a.service < b.service ? -1 : 1));
