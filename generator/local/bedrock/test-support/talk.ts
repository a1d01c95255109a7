import type { ConverseRequest, Message, ToolCall, ToolConfig } from '../converse-types.ts';
import { plan } from '../planner/plan.ts';
import { type RunTool, runShopTool, SHOP_TOOLS } from './small-shop.ts';

export interface Answered {
  readonly text: string;
  /** Every call of the turn, in order; calls made at once stand next to each other. */
  readonly calls: readonly ToolCall[];
  readonly steps: number;
  /** Ids in the text, in their order. */
  readonly ids: readonly string[];
}

const MOST_STEPS = 50;

/** A conversation with the planner as a caller leads it: messages grow, tools are run. */
export function talk(
  toolConfig: ToolConfig | undefined = SHOP_TOOLS,
  runTool: RunTool = runShopTool,
  rewrite: (call: ToolCall) => ToolCall = (call) => call,
): (question: string) => Answered {
  const messages: Message[] = [];
  return (question) => {
    messages.push({ role: 'user', content: [{ text: question }] });
    const calls: ToolCall[] = [];
    for (let steps = 1; steps <= MOST_STEPS; steps += 1) {
      const reply = plan({ messages, toolConfig } satisfies ConverseRequest);
      if ('text' in reply) {
        messages.push({ role: 'assistant', content: [{ text: reply.text }] });
        return { text: reply.text, calls, steps, ids: reply.text.match(/\bP\d{3}\b/gu) ?? [] };
      }
      calls.push(...reply.toolUse);
      messages.push(...exchange(reply.toolUse.map(rewrite), messages.length, runTool));
    }
    throw new Error(`no answer to “${question}” after ${MOST_STEPS} steps`);
  };
}

function exchange(uses: readonly ToolCall[], turn: number, runTool: RunTool): readonly Message[] {
  const withId = uses.map((use, at) => ({ toolUseId: `use_${turn}_${at}`, ...use }));
  return [
    { role: 'assistant', content: withId.map((toolUse) => ({ toolUse })) },
    {
      role: 'user',
      content: withId.map((use) => ({
        toolResult: { toolUseId: use.toolUseId, ...runTool(use) },
      })),
    },
  ];
}
