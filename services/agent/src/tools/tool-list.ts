import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { ListToolsResultSchema, type Tool } from '@modelcontextprotocol/sdk/types.js';
import { byModelName } from './tool-schema.ts';

export type NamedTools = ReadonlyMap<string, Tool>;

/** A server whose pages never end must not hold us. */
const MOST_PAGES = 20;

/**
 * Every page of `tools/list`, by the names that the model uses. Tools that only run as MCP tasks are
 * left out.
 *
 * Not `client.listTools()`: it compiles each output schema anew, and its validator never forgets one,
 * so a client that lists every half minute grows for as long as it lives.
 */
export async function listTools(client: Client, signal: AbortSignal): Promise<NamedTools> {
  const tools: Tool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const request = { method: 'tools/list' as const, params: cursor ? { cursor } : {} };
    const listed = await client.request(request, ListToolsResultSchema, { signal });
    tools.push(...listed.tools.filter((tool) => tool.execution?.taskSupport !== 'required'));
    cursor = listed.nextCursor;
    if (!cursor) break;
  }
  return byModelName(tools);
}
