import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { LATEST_PROTOCOL_VERSION } from '@modelcontextprotocol/sdk/types.js';
import { type Fields, fieldsOf, textsOf } from '../../render/plain-values.ts';
import type { Wire } from './wire.ts';

/** The first version of MCP without `initialize` and sessions. */
export const STATELESS_VERSION = '2026-07-28';

/** Keys by which each request says what `initialize` said once (MCP 2026-07-28, "Base protocol"). */
const META = 'io.modelcontextprotocol/';

/** Who asks, as both kinds of server are told. */
export const CLIENT = { name: 'probe', version: '1.0.0' } as const;

/**
 * Lets a client that greets by `initialize` talk with a server of MCP 2026-07-28: it greets by
 * `server/discover` and puts what was agreed into each request. The client is told what it knows as
 * the newest version; `versions` has what the server speaks.
 */
export class StatelessTransport implements Transport {
  versions: readonly string[] = [];
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #inner: StreamableHTTPClientTransport;
  #greeting: string | number | undefined;

  constructor(url: URL, wire: Wire) {
    this.#inner = new StreamableHTTPClientTransport(url, { fetch: namingFetch(wire) });
    this.#inner.setProtocolVersion(STATELESS_VERSION);
  }

  async start(): Promise<void> {
    this.#inner.onclose = () => this.onclose?.();
    this.#inner.onerror = (error) => this.onerror?.(error);
    this.#inner.onmessage = (message) => this.onmessage?.(this.#received(message));
    await this.#inner.start();
  }

  async send(message: JSONRPCMessage): Promise<void> {
    // Nothing is told to a server that keeps nothing: cutting the connection cancels.
    if (!('method' in message && 'id' in message)) return;
    const isGreeting = message.method === 'initialize';
    if (isGreeting) this.#greeting = message.id;
    const { _meta, ...params } = isGreeting ? {} : fieldsOf(message.params);
    await this.#inner.send({
      ...message,
      ...(isGreeting && { method: 'server/discover' }),
      params: { ...params, _meta: { ...fieldsOf(_meta), ...metadata } },
    });
  }

  async close(): Promise<void> {
    await this.#inner.close();
  }

  #received(message: JSONRPCMessage): JSONRPCMessage {
    if (!('result' in message) || message.id !== this.#greeting) return message;
    const { supportedVersions, capabilities, instructions, _meta, serverInfo } = fieldsOf(
      message.result,
    );
    this.versions = textsOf(supportedVersions);
    const result: Fields = {
      protocolVersion: LATEST_PROTOCOL_VERSION,
      capabilities,
      serverInfo: fieldsOf(_meta)[`${META}serverInfo`] ?? serverInfo ?? UNNAMED,
      ...(instructions !== undefined && { instructions }),
    };
    return { ...message, result };
  }
}

const UNNAMED = { name: 'a server that does not say its name', version: '' };

const metadata = {
  [`${META}protocolVersion`]: STATELESS_VERSION,
  [`${META}clientCapabilities`]: {},
  [`${META}clientInfo`]: CLIENT,
};

/** The headers by which load balancers know what a request is, without reading it (MCP 2026-07-28, "Transports"). */
function namingFetch({ fetch: send }: Wire): Wire['fetch'] {
  return (url, init = {}) => {
    const { method, params } = fieldsOf(JSON.parse(String(init.body ?? '{}')));
    const { name } = fieldsOf(params);
    const headers = new Headers(init.headers);
    if (typeof method === 'string') headers.set('Mcp-Method', method);
    if (method === 'tools/call' && typeof name === 'string') headers.set('Mcp-Name', name);
    return send(url, { ...init, headers });
  };
}
