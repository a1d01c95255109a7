import type { ToolCall } from '../converse-types.ts';
import type { Call } from './find-earlier.ts';
import type { Toolbox } from './find-tools.ts';
import type { Memory } from './memory.ts';

/** What to do next about a task: more tools, or the answer and what it leaves to remember. */
export type Step =
  | { readonly calls: readonly ToolCall[] }
  | { readonly text: string; readonly memory: Memory };

/** All that carrying out a task may look at. */
export interface Scene {
  readonly calls: readonly Call[];
  readonly memory: Memory;
  readonly toolbox: Toolbox;
}

/** An answer that leaves the memory as it was. */
export function say(text: string, { memory }: Scene): Step {
  return { text, memory };
}

/** The call of this turn with exactly this input, if it was made. */
export function findCall(calls: readonly Call[], wanted: ToolCall): Call | undefined {
  const key = canonical(wanted.input);
  return calls.find(({ name, input }) => name === wanted.name && canonical(input) === key);
}

/** JSON with sorted keys: a caller may write a tool's input back in another order. */
function canonical(input: ToolCall['input']): string {
  return JSON.stringify(Object.entries(input).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
