import { isIP } from 'node:net';
import type { Contract } from '../../render/contract.ts';
import { type Clock, systemClock } from '../aws/clock.ts';
import { callTool, listTools, type ToolCall } from './ask-tools.ts';
import { compareOffer } from './compare-offer.ts';
import { explainFailure, isOfHttp } from './explain-failure.ts';
import { hideToken } from './hide-token.ts';
import { inspectTls } from './inspect-tls.ts';
import {
  type Found,
  LayerError,
  LayerLog,
  type ProbeReport,
  reportOf,
  warningOf,
} from './layers.ts';
import { GreetingError, openSession, type Session } from './open-session.ts';
import { hostOf, isLoopback, readProbeUrl } from './probe-url.ts';
import { connectHost, type Limit, resolveHost } from './reach-host.ts';
import type { Exchange } from './wire.ts';

export interface ProbeRequest {
  readonly url: string;
  /** What the tools are held to. */
  readonly contract?: Contract;
  /** A tool to call. */
  readonly call?: ToolCall;
  /** Milliseconds for all layers together. */
  readonly timeout: number;
  /** Bearer token; no part of the report holds it. */
  readonly token?: string;
  /** Environment variable that the token comes from, for hints. */
  readonly tokenVariable?: string;
  /** With fewer days left a certificate is worth a warning. */
  readonly minDays?: number;
  readonly clock?: Clock;
  /** Ends the probe in place of the time-out. */
  readonly deadline?: AbortSignal;
}

/** ACM renews 60 days before the end, so with these left it has failed for weeks. */
export const MIN_DAYS = 21;
export const TOKEN_VARIABLE = 'MCP_TOKEN';

/**
 * What an MCP client sees of a server from here, layer by layer, up to the first that fails. It never
 * throws for what the server does.
 *
 * @throws {Failure} `probe/url` for an address that can't be asked
 */
export async function probeServer(request: ProbeRequest): Promise<ProbeReport> {
  const url = readProbeUrl(request.url);
  const { clock = systemClock, timeout, token } = request;
  const deadline = request.deadline ?? AbortSignal.timeout(timeout);
  const log = new LayerLog(clock);
  try {
    await reach(url, { request, clock, log, limit: { deadline, timeout } });
  } catch (error) {
    if (!(error instanceof LayerError)) throw error;
  }
  return hideToken(reportOf(url, log.layers), token);
}

interface Context {
  readonly request: ProbeRequest;
  readonly clock: Clock;
  readonly log: LayerLog;
  readonly limit: Limit;
}

async function reach(url: URL, context: Context): Promise<void> {
  const { log, limit, clock, request } = context;
  const isNamed = isIP(hostOf(url)) === 0;
  const resolved = isNamed ? await log.step('dns', () => resolveHost(url, limit)) : undefined;
  const isSecure = url.protocol === 'https:';
  const connect = async () => {
    const found = await connectHost(url, resolved?.addresses, limit);
    return isSecure || isLoopback(url) ? found : { ...found, warning: openToAll(url) };
  };
  const { socket } = await log.step('connect', connect);
  try {
    const validity = { now: clock.now(), minDays: request.minDays ?? MIN_DAYS };
    if (isSecure) await log.step('tls', () => inspectTls(url, socket, validity, limit));
  } finally {
    socket.destroy();
  }
  const session = await greet(url, context);
  try {
    await askAll(session, context);
  } finally {
    await session.close();
  }
}

const openToAll = (url: URL) =>
  warningOf(
    'probe/tls',
    `there is no TLS at ${url.origin}: whoever is on the way reads the token and all answers`,
    'use https, unless the way is a private network',
  );

/** One exchange is two layers: that HTTP works, and that MCP is spoken over it. */
async function greet(url: URL, { request, clock, log, limit }: Context): Promise<Session> {
  const began = clock.now();
  const since = ({ milliseconds }: Exchange) => clock.now() - began - milliseconds;
  try {
    const session = await openSession(url, { token: request.token, clock, ...limit });
    const [first] = session.wire.exchanges;
    if (first) log.passed('http', first.milliseconds, overHttp(first));
    log.passed(session.greeting, first ? since(first) : 0, greeted(session));
    return session;
  } catch (error) {
    if (!(error instanceof GreetingError)) throw error;
    const exchange = error.wire.exchanges.at(-1);
    const failure = explain(request, limit, 'initialize', error.cause, exchange);
    if (isOfHttp(failure) || !exchange) {
      log.failed('http', clock.now() - began, failure);
    } else {
      log.passed('http', exchange.milliseconds, overHttp(exchange));
      log.failed('initialize', since(exchange), failure);
    }
    throw failure;
  }
}

const overHttp = ({ status, contentType = '' }: Exchange): Found => ({
  says: [String(status), contentType].join(' ').trim(),
  facts: { status, contentType },
});

const greeted = ({ server, protocolVersion }: Session): Found => ({
  says: `${[server.name, server.version].join(' ').trim()}, MCP ${protocolVersion}`,
  facts: { protocolVersion, server },
});

/** What is asked of a server that has greeted. */
async function askAll(session: Session, { request, log, limit }: Context): Promise<void> {
  const { contract, call } = request;
  const asking = async <Result>(method: string, work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      if (error instanceof LayerError) throw error;
      throw explain(request, limit, method, error, session.wire.exchanges.at(-1));
    }
  };
  const { offered } = await log.step('tools', () => asking('tools/list', listTools(session)));
  if (contract) await log.step('contract', async () => compareOffer(contract, offered));
  if (call) await log.step('call', () => asking('tools/call', callTool(session, call)));
}

function explain(
  { token, tokenVariable = TOKEN_VARIABLE }: ProbeRequest,
  limit: Limit,
  method: string,
  error: unknown,
  exchange: Exchange | undefined,
): LayerError {
  const given = { variable: tokenVariable, isGiven: token !== undefined };
  return explainFailure({ error, exchange, method, limit, token: given });
}
