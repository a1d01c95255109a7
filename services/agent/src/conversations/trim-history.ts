import type { Message } from '@aws-sdk/client-bedrock-runtime';

/**
 * The messages from one user message to the end of its answer, tool calls and results included.
 * Converse refuses a tool call without its result, so an exchange is kept or dropped as a whole.
 */
export type Exchange = readonly Message[];

export interface HistoryLimits {
  readonly messages: number;
  readonly characters: number;
}

/** Drops the oldest exchanges beyond the limits. The newest always stays, or no follow-up would work. */
export function trimHistory(
  exchanges: readonly Exchange[],
  limits: HistoryLimits,
): readonly Exchange[] {
  let messages = 0;
  let characters = 0;
  let first = exchanges.length;
  for (const exchange of exchanges.toReversed()) {
    messages += exchange.length;
    characters += JSON.stringify(exchange).length;
    const newest = first === exchanges.length;
    if (!newest && (messages > limits.messages || characters > limits.characters)) break;
    first -= 1;
  }
  return exchanges.slice(first);
}
