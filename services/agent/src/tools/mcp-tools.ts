import type { Logger } from '@mcp-on-ecs/shared/logger.ts';
import {
  type CallToolResult,
  CallToolResultSchema,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { TimeLimit, untilAborted, withinTime } from '../cancellation.ts';
import { ChatError } from '../chat-errors.ts';
import type { JsonObject } from '../json.ts';
import type { ToolUse } from '../model/model.ts';
import { McpConnection, McpUnreachable } from './mcp-connection.ts';
import { mcpFailure } from './mcp-failures.ts';
import { listTools, type NamedTools } from './tool-list.ts';
import { failedOutcome, type ToolOutcome, toolOutcome } from './tool-outcome.ts';
import { modelTool } from './tool-schema.ts';
import type { ToolSource } from './tool-source.ts';

export interface McpToolLimits {
  readonly callMs: number;
  readonly cacheMs: number;
  readonly resultCharacters: number;
}

/** The tools of one MCP server, whatever they are. */
export class McpTools implements ToolSource {
  readonly #limits: McpToolLimits;
  readonly #logger: Logger;
  readonly #connection: McpConnection;
  readonly #closing = new AbortController();
  #known: { readonly tools: NamedTools; readonly until: number } | undefined;
  #listing: Promise<NamedTools> | undefined;

  constructor(url: string, limits: McpToolLimits, logger: Logger) {
    this.#limits = limits;
    this.#logger = logger;
    this.#connection = new McpConnection(new URL(url), logger);
  }

  async list(signal: AbortSignal) {
    const tools = await this.#tools(signal);
    return [...tools].map(([name, tool]) => modelTool(name, tool));
  }

  async call(use: ToolUse, signal: AbortSignal): Promise<ToolOutcome> {
    const { name, input } = use;
    if (!input) return failedOutcome('The input of this call was not a JSON object.');
    const tool = await this.#find(name, signal);
    if (!tool) return failedOutcome('There is no tool of this name.');
    try {
      const called = await this.#run(tool, input, signal);
      return toolOutcome(called, this.#limits.resultCharacters);
    } catch (thrown) {
      signal.throwIfAborted();
      if (thrown instanceof McpUnreachable) throw unavailable(thrown);
      this.#logger.warn({ tool: tool.name, err: thrown }, 'a tool call failed');
      return outcomeOfFailure(thrown);
    }
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('the agent is stopping'));
    await this.#connection.close();
  }

  #run(tool: Tool, input: JsonObject, signal: AbortSignal): Promise<CallToolResult> {
    const { readOnlyHint, idempotentHint } = tool.annotations ?? {};
    const repeatable = readOnlyHint === true || idempotentHint === true;
    const call = { method: 'tools/call' as const, params: { name: tool.name, arguments: input } };
    const timeout = this.#limits.callMs;
    return withinTime(signal, timeout, (callSignal) =>
      this.#connection.request({ signal: callSignal, repeatable }, (client) =>
        client.request(call, CallToolResultSchema, { signal: callSignal, timeout }),
      ),
    );
  }

  /** An unknown name may be a tool that the server got since we asked: ask again, once. */
  async #find(name: string, signal: AbortSignal): Promise<Tool | undefined> {
    const known = (await this.#tools(signal)).get(name);
    if (known) return known;
    this.#known = undefined;
    return (await this.#tools(signal)).get(name);
  }

  async #tools(signal: AbortSignal): Promise<NamedTools> {
    if (this.#known && this.#known.until > performance.now()) return this.#known.tools;
    this.#listing ??= this.#list().finally(() => {
      this.#listing = undefined;
    });
    return untilAborted(this.#listing, signal);
  }

  /** Shared by all who wait for it, so that none of them leaving may end it. */
  async #list(): Promise<NamedTools> {
    const { callMs, cacheMs } = this.#limits;
    try {
      const tools = await withinTime(this.#closing.signal, callMs, (signal) =>
        this.#connection.request({ signal, repeatable: true }, (client) =>
          listTools(client, signal),
        ),
      );
      if (tools.size === 0) throw new Error('the MCP server offers no tool');
      this.#known = { tools, until: performance.now() + cacheMs };
      return tools;
    } catch (thrown) {
      throw unavailable(thrown);
    }
  }
}

function unavailable(cause: unknown): ChatError {
  return new ChatError('tools_unavailable', { cause });
}

/** The model may see why its input was refused, to do better; nobody else sees the server's words. */
function outcomeOfFailure(thrown: unknown): ToolOutcome {
  if (thrown instanceof TimeLimit) return failedOutcome('The tool did not answer in time.');
  if (mcpFailure(thrown) === 'refused') {
    return failedOutcome('The tool refused its input.', String((thrown as Error).message));
  }
  return failedOutcome('The tool failed.');
}
