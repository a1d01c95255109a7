import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from '@mcp-on-ecs/shared/logger.ts';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { FetchLike, Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { mcpFailure } from './mcp-failures.ts';

const CONNECT_TIMEOUT_MS = 5_000;

const ATTEMPTS = 2;

/**
 * The signal of the request that is being sent. Aborting a request in the MCP SDK only tells the
 * server; this makes it close the HTTP request as well.
 */
const requestSignal = new AsyncLocalStorage<AbortSignal>();

const abortableFetch: FetchLike = (url, init) => {
  const signal = requestSignal.getStore();
  // Only requests of ours: a GET is the stream that the SDK keeps open for the whole connection.
  return fetch(url, signal && init?.method === 'POST' ? { ...init, signal } : init);
};

export interface RequestKind {
  readonly signal: AbortSignal;
  /** Whether the server may get it twice without harm. */
  readonly repeatable: boolean;
}

/** The server can not be reached, or it is not known whether it acted; the reason is the cause. */
export class McpUnreachable extends Error {
  override readonly name = 'McpUnreachable';
}

/** One MCP session that all conversations share: opened when needed, opened again when it is lost. */
export class McpConnection {
  readonly #url: URL;
  readonly #logger: Logger;
  #connecting: Promise<Client> | undefined;
  #connected: Client | undefined;

  constructor(url: URL, logger: Logger) {
    this.#url = url;
    this.#logger = logger;
  }

  /**
   * Sends a request; on a lost connection once more over a new one, if that can do no harm.
   *
   * @throws {McpUnreachable} or whatever the server answered
   */
  async request<Result>(
    kind: RequestKind,
    send: (client: Client) => Promise<Result>,
  ): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      const client = await this.#connection();
      try {
        return await requestSignal.run(kind.signal, () => send(client));
      } catch (thrown) {
        const failure = mcpFailure(thrown);
        if (failure !== 'not_delivered' && failure !== 'lost') throw thrown;
        this.#drop(client);
        const again = kind.repeatable || failure === 'not_delivered';
        if (attempt === ATTEMPTS || !again || kind.signal.aborted) throw unreachable(thrown);
      }
    }
  }

  async close(): Promise<void> {
    const client = await this.#connecting?.catch(() => undefined);
    this.#connecting = undefined;
    await client?.close();
  }

  #connection(): Promise<Client> {
    this.#connecting ??= this.#connect().catch((thrown) => {
      this.#connecting = undefined;
      throw unreachable(thrown);
    });
    return this.#connecting;
  }

  async #connect(): Promise<Client> {
    const client = new Client({ name: 'mcp-on-ecs-agent', version: '0.1.0' });
    client.onerror = (err) => this.#logger.debug({ err }, 'MCP connection');
    const transport = new StreamableHTTPClientTransport(this.#url, { fetch: abortableFetch });
    const signal = AbortSignal.timeout(CONNECT_TIMEOUT_MS);
    await requestSignal.run(signal, () =>
      // The transport declares `sessionId` as string or undefined, its interface as optional.
      client.connect(transport as Transport, { timeout: CONNECT_TIMEOUT_MS }),
    );
    this.#connected = client;
    return client;
  }

  #drop(client: Client): void {
    // A request that failed at the same time may have made a new connection already: that one stays.
    if (this.#connected === client) this.#connecting = undefined;
    void client.close();
  }
}

function unreachable(cause: unknown): McpUnreachable {
  return new McpUnreachable('the MCP server can not be reached', { cause });
}
