import { request } from 'node:http';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever came
  readonly body: any;
}

const MCP_HEADERS = {
  'Content-Type': 'application/json',
  Accept: 'application/json, text/event-stream',
};

/** Sends any bytes to `/mcp`, with headers that `fetch` would not let through, such as Host. */
export function send(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'POST',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/mcp`, { method, headers: { ...MCP_HEADERS, ...headers } });
    sent.once('error', reject);
    sent.once('response', async (response) => {
      const chunks: Buffer[] = await response.toArray();
      const text = Buffer.concat(chunks).toString();
      const parsed = text === '' ? undefined : JSON.parse(text);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed });
    });
    sent.end(body);
  });
}

export function toolCall(name: string, input: object, id: number | string = 1): string {
  const params = { name, arguments: input };
  return JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params });
}

/** The MCP SDK's own client, connected; close it with the test. */
export async function connect(url: string): Promise<Client & AsyncDisposable> {
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)) as Transport);
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
}
