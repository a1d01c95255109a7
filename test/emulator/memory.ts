import type { KeptChangeSet, KeptStack } from './cloudformation/kept-stack.ts';
import type { KeptService } from './ecs/kept-service.ts';
import type { KeptTask } from './ecs/one-off-tasks.ts';

/** What moto does not keep, and the proxy therefore does. */
export interface Memory {
  /** By name; and by id when they are deleted. */
  readonly stacks: Map<string, KeptStack>;
  /** By ARN. */
  readonly changeSets: Map<string, KeptChangeSet>;
  /** By ARN. */
  readonly services: Map<string, KeptService>;
  /** Tasks that were run once, by ARN. */
  readonly tasks: Map<string, KeptTask>;
}

export const emptyMemory = (): Memory => ({
  stacks: new Map(),
  changeSets: new Map(),
  services: new Map(),
  tasks: new Map(),
});

export function forgetAll(memory: Memory): void {
  for (const kept of Object.values(memory)) kept.clear();
}
