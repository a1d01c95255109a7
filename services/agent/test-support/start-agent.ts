import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger } from '@mcp-on-ecs/shared/logger.ts';
import { Readiness } from '@mcp-on-ecs/shared/readiness.ts';
import { createApp } from '../src/app.ts';
import { bedrockModel, createBedrockClient } from '../src/model/bedrock-model.ts';
import { agentSettings } from '../src/settings.ts';
import { becomeReady } from '../src/tools/become-ready.ts';
import { McpTools } from '../src/tools/mcp-tools.ts';
import { type BedrockDouble, startBedrockDouble } from './bedrock-double.ts';
import { type McpDouble, type McpDoubleOptions, startMcpDouble } from './mcp-double.ts';

export const MODEL_ID = 'global.amazon.nova-2-lite-v1:0';

export interface TestAgent {
  readonly url: string;
  readonly bedrock: BedrockDouble;
  /** Replaced by a test that stops the server and starts another. */
  mcp: McpDouble;
  readonly logLines: Record<string, unknown>[];
  readonly chat: (message: string, conversationId?: string) => Promise<Response>;
  readonly stream: (message: string, options?: StreamOptions) => Promise<Response>;
  readonly close: () => Promise<void>;
}

interface StreamOptions {
  readonly conversationId?: string;
  readonly signal?: AbortSignal;
}

/** The agent over HTTP, wired as `main.ts` does, between a scripted Bedrock and a small MCP server. */
export async function startAgent(
  environment: Record<string, string> = {},
  mcpOptions: McpDoubleOptions = {},
): Promise<TestAgent> {
  const bedrock = await startBedrockDouble();
  const mcp = await startMcpDouble(mcpOptions);
  const settings = agentSettings.parse({ MCP_SERVER_URL: mcp.url, MODEL_ID, ...environment });
  const logLines: Record<string, unknown>[] = [];
  const write = (line: string) => void logLines.push(JSON.parse(line));
  const logger = createLogger('agent', 'debug', { write });
  const client = createBedrockClient(settings.REQUEST_TIMEOUT_SECONDS * 1000, {
    endpoint: bedrock.url,
    region: 'us-west-2',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const model = bedrockModel(client, { modelId: MODEL_ID, maxTokens: settings.MAX_OUTPUT_TOKENS });
  const limits = {
    callMs: settings.TOOL_TIMEOUT_SECONDS * 1000,
    cacheMs: settings.TOOLS_CACHE_SECONDS * 1000,
    resultCharacters: settings.MAX_TOOL_RESULT_CHARACTERS,
  };
  const tools = new McpTools(settings.MCP_SERVER_URL, limits, logger);
  const readiness = new Readiness();
  const stopping = new AbortController();
  void becomeReady(tools, { readiness, logger }, stopping.signal);
  const http = createServer(createApp(settings, { logger, readiness, model, tools }));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const agent: TestAgent = {
    url,
    bedrock,
    mcp,
    logLines,
    chat: (message, conversationId) => post(`${url}/chat`, chatBody(message, conversationId)),
    stream: (message, { conversationId, signal } = {}) =>
      post(`${url}/chat/stream`, chatBody(message, conversationId), signal),
    close: async () => {
      stopping.abort();
      http.close();
      http.closeAllConnections();
      await tools.close();
      client.destroy();
      await Promise.all([bedrock.close(), agent.mcp.close()]);
    },
  };
  return agent;
}

function chatBody(message: string, conversationId?: string): object {
  return { message, ...(conversationId && { conversation_id: conversationId }) };
}

export function post(url: string, body: object, signal?: AbortSignal): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}
