import {
  CallToolResultSchema,
  ListToolsResultSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import type { Contract } from '../../render/contract.ts';
import { shorten } from './explain-failure.ts';
import { type Found, LayerError } from './layers.ts';
import type { Session } from './open-session.ts';

/** A server that always names a next page must not be asked for ever. */
const MOST_PAGES = 100;

/** Asks for all pages of the tools. */
export async function listTools({
  client,
  ask,
  patience,
}: Session): Promise<Found & { readonly offered: Contract }> {
  const offered: Contract['tools'] = [];
  const seen = new Set<string | undefined>();
  let cursor: string | undefined;
  do {
    seen.add(cursor);
    const params = cursor === undefined ? {} : { cursor };
    const request = { method: 'tools/list' as const, params };
    const page = await ask(client.request(request, ListToolsResultSchema, patience));
    offered.push(...page.tools.map(asContract));
    cursor = page.nextCursor;
    if (cursor !== undefined && (seen.has(cursor) || seen.size === MOST_PAGES)) throw endless();
  } while (cursor !== undefined);
  const names = offered.map(({ name }) => name);
  const pages = seen.size;
  const says = `${count(names.length, 'tool')}${pages > 1 ? ` on ${pages} pages` : ''}`;
  const facts = { tools: names, pages };
  return { says, facts, offered: { schema: 'contract/v1', tools: offered } };
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;

const endless = () =>
  new LayerError(
    'probe/protocol',
    'the pages of tools/list do not end',
    'the server names a next page that it named before, or more than 100; mend its paging',
  );

type Offered = (typeof ListToolsResultSchema)['_output']['tools'][number];

/** What a contract says of a tool. Icons and the like are no part of it. */
function asContract({ name, title, description, inputSchema, outputSchema, annotations }: Offered) {
  return {
    name,
    inputSchema,
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(outputSchema && { outputSchema }),
    ...(annotations && { annotations }),
  };
}

/** A tool to call, with its arguments. */
export interface ToolCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** Calls a tool. A result that says of itself that it is an error is one. */
export async function callTool({ client, ask, patience }: Session, call: ToolCall): Promise<Found> {
  const request = {
    method: 'tools/call' as const,
    params: { ...call, arguments: { ...call.arguments } },
  };
  const { isError, content } = await ask(
    client.request(request, CallToolResultSchema, patience).catch(refused(call)),
  );
  const [text = ''] = content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  if (isError) throw failedCall(call, `answers with an error: ${shorten(text)}`);
  return { says: `${call.name} answered`, facts: { tool: call.name, parts: content.length } };
}

const refused =
  (call: ToolCall) =>
  (error: unknown): never => {
    if (!(error instanceof McpError)) throw error;
    throw failedCall(call, `is refused: ${shorten(error.message)}`);
  };

const failedCall = ({ name }: ToolCall, what: string) =>
  new LayerError(
    'probe/call',
    `the tool ${name} ${what}`,
    'look at its name and arguments, and into the server’s log',
    { tool: name },
  );
