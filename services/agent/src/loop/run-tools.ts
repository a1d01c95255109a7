import type { Message } from '@aws-sdk/client-bedrock-runtime';
import type { ToolUse } from '../model/model.ts';
import type { ToolSource } from '../tools/tool-source.ts';
import type { ToolEvent } from './answer-events.ts';

/**
 * Runs the calls of one turn side by side and reports them in their order.
 *
 * @returns the one message in which Converse wants all their results
 */
export async function* runTools(
  uses: readonly ToolUse[],
  tools: ToolSource,
  signal: AbortSignal,
): AsyncGenerator<ToolEvent, Message> {
  for (const { id, name, input } of uses) yield { type: 'tool_call', id, name, input: input ?? {} };
  const running = uses.map((use) => ({ use, outcome: tools.call(use, signal) }));
  // When one of them throws, nobody waits for the others: their failures must not end the process.
  for (const { outcome } of running) outcome.catch(() => undefined);
  const content = [];
  for (const { use, outcome } of running) {
    const { status, result, content: parts } = await outcome;
    yield { type: 'tool_result', id: use.id, name: use.name, status, result };
    content.push({ toolResult: { toolUseId: use.id, status, content: parts } });
  }
  return { role: 'user', content };
}
