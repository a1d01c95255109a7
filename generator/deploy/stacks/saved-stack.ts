import type { LiveStack } from './live-stack.ts';
import { isVoid } from './stack-states.ts';

/** What a stack was before an apply changed it; plain data, for the record of the apply. */
export interface SavedStack {
  readonly stack: string;
  readonly stackName: string;
  /** Nothing where the apply made the stack. */
  readonly template?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
}

export const saveStack = (live: LiveStack): SavedStack => ({
  stack: live.name,
  stackName: live.stackName,
  ...(!isVoid(live.status) && live.template !== undefined && { template: live.template }),
  parameters: live.parameters,
  tags: live.tags,
  capabilities: live.capabilities,
});
