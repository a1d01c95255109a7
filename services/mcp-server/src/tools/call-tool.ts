import type { Logger } from '@mcp-on-ecs/shared/logger.ts';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Catalog } from '../catalog/catalog-keeper.ts';
import { readInput } from './read-input.ts';
import { type Tool, ToolRefusal } from './tool.ts';

export interface ToolCalling {
  readonly catalog: Catalog;
  readonly logger: Logger;
  readonly timeLimitMs: number;
}

class TimeLimitError extends Error {
  override readonly name = 'TimeLimitError';
}

interface Answer {
  readonly outcome: 'ok' | 'refused' | 'failed';
  readonly result: CallToolResult;
}

/**
 * Calls one tool. Whatever goes wrong becomes a result with `isError` and a plain sentence, which
 * a model can read and act on; an exception's own text goes to the log only.
 */
export async function callTool(
  tool: Tool,
  given: Readonly<Record<string, unknown>>,
  { catalog, logger, timeLimitMs }: ToolCalling,
): Promise<CallToolResult> {
  const started = performance.now();
  const call = logger.child({ tool: tool.name });
  const { outcome, result } = await answer(tool, given, catalog, timeLimitMs).catch(
    (error: unknown) => explain(error, call),
  );
  call.info(
    {
      outcome,
      ms: Math.round(performance.now() - started),
      argumentsSize: JSON.stringify(given).length,
      resultSize: sizeOf(result),
    },
    'tool call',
  );
  return result;
}

async function answer(
  tool: Tool,
  given: Readonly<Record<string, unknown>>,
  { current }: Catalog,
  timeLimitMs: number,
): Promise<Answer> {
  const input = readInput(tool, given);
  if (!current) {
    throw new ToolRefusal('The product catalog has not been loaded yet. Try again in a minute.');
  }
  const value = await withinTime(timeLimitMs, async () => tool.run(input, current));
  const output = tool.output.parse(value);
  // The protocol asks for the value as text too, for clients that know no structured content.
  const texts = [JSON.stringify(output), tool.summarise(output, input)];
  return {
    outcome: 'ok',
    result: {
      content: texts.map((text) => ({ type: 'text', text })),
      structuredContent: output,
    },
  };
}

async function withinTime<Value>(limitMs: number, work: () => Promise<Value>): Promise<Value> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(new TimeLimitError()), limitMs);
  try {
    return await Promise.race([work(), limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function explain(error: unknown, call: Logger): Answer {
  if (error instanceof ToolRefusal) return { outcome: 'refused', result: failure(error.message) };
  call.error({ err: error }, 'tool failed');
  const sentence =
    error instanceof TimeLimitError
      ? 'The tool took too long and was given up. Ask for less at once, or try again later.'
      : 'The tool failed for a reason of its own, not because of its arguments. Try again later.';
  return { outcome: 'failed', result: failure(sentence) };
}

function failure(sentence: string): CallToolResult {
  return { content: [{ type: 'text', text: sentence }], isError: true };
}

function sizeOf({ content }: CallToolResult): number {
  return content.reduce((size, part) => size + (part.type === 'text' ? part.text.length : 0), 0);
}
