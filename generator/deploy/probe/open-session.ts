import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import {
  StreamableHTTPClientTransport,
  StreamableHTTPError,
} from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { RequestOptions } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { beforeDeadline } from './before-deadline.ts';
import type { Limit } from './reach-host.ts';
import { CLIENT, STATELESS_VERSION, StatelessTransport } from './stateless-transport.ts';
import { makeWire, type Wire, type WireOptions } from './wire.ts';

/** A server that has greeted. */
export interface Session {
  readonly greeting: 'initialize' | 'discover';
  readonly protocolVersion: string;
  readonly server: { readonly name: string; readonly version: string };
  readonly client: Client;
  readonly wire: Wire;
  /** For each request: the SDK's own limit must not come first, since ours says better what happened. */
  readonly patience: RequestOptions;
  /** Sends a request of the client and waits for its answer, no longer than the deadline. */
  readonly ask: <Answer>(work: Promise<Answer>) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** That a server did not greet, with what was seen on the wire. */
export class GreetingError extends Error {
  readonly wire: Wire;

  constructor(cause: unknown, wire: Wire) {
    super('no greeting', { cause });
    this.wire = wire;
  }
}

/** What a session is opened with. */
export type SessionOptions = WireOptions & Limit;

/**
 * Greets a server by `initialize`, and by `server/discover` when it does not know that.
 *
 * @throws {GreetingError} of the first way when neither works
 */
export async function openSession(url: URL, options: SessionOptions): Promise<Session> {
  try {
    return await initialize(url, options);
  } catch (error) {
    if (!(error instanceof GreetingError) || !mayBeStateless(error.cause)) throw error;
    return await discover(url, options).catch(() => {
      throw error;
    });
  }
}

/** A client's mistake or an unknown method: what a server says that no longer has `initialize`. */
function mayBeStateless(error: unknown): boolean {
  if (error instanceof McpError) return true;
  const status = error instanceof StreamableHTTPError ? (error.code ?? 0) : 0;
  return [400, 404, 405, 406, 415, 422].includes(status);
}

async function initialize(url: URL, options: SessionOptions): Promise<Session> {
  const wire = makeWire(options);
  const transport = new StreamableHTTPClientTransport(url, { fetch: wire.fetch });
  const session = await greet(transport, wire, options);
  const { client, ask } = session;
  const close = async () => {
    // A server may hold sessions; one that does not says so, which is no matter.
    if (transport.sessionId !== undefined) await ask(transport.terminateSession()).catch(() => {});
    await client.close();
  };
  const protocolVersion = transport.protocolVersion ?? '';
  return { greeting: 'initialize', protocolVersion, ...session, close };
}

async function discover(url: URL, options: SessionOptions): Promise<Session> {
  const wire = makeWire(options);
  const transport = new StatelessTransport(url, wire);
  const session = await greet(transport, wire, options);
  const close = () => session.client.close();
  if (!transport.versions.includes(STATELESS_VERSION)) {
    await close();
    throw new GreetingError(new Error('no version in common'), wire);
  }
  return { greeting: 'discover', protocolVersion: STATELESS_VERSION, ...session, close };
}

async function greet(transport: Transport, wire: Wire, limit: Limit) {
  const client = new Client(CLIENT);
  const patience = { timeout: limit.timeout * 2 };
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => {});
  // An answer that can't be read belongs to no request, so without this it would be waited for.
  client.onerror = broken.reject;
  const ask = <Answer>(work: Promise<Answer>): Promise<Answer> =>
    beforeDeadline(limit.deadline, Promise.race([work, broken.promise]), lateError);
  try {
    await ask(client.connect(transport, patience));
  } catch (error) {
    await client.close();
    throw new GreetingError(error, wire);
  }
  return { ...about(client), client, wire, patience, ask };
}

const lateError = () => new Error('the deadline passed');

function about(client: Client): Pick<Session, 'server'> {
  const { name = '', version = '' } = client.getServerVersion() ?? {};
  return { server: { name, version } };
}
