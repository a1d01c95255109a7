import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { LOOPBACK, listen } from './listen.ts';
import type { ServiceConnectRoute } from './service-connect-routes.ts';

/** Headers between two neighbours, which a proxy must not hand on (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
]);

/** Node frames the body of a response itself. */
const RESPONSE_HOP_BY_HOP = new Set([...HOP_BY_HOP, 'transfer-encoding']);

/** The longest time that a timer of Node can wait: 2³¹ − 1 ms. */
const LONGEST_TIMER_MS = 2_147_483_647;

export interface ServiceConnectProxy {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Plays Service Connect as an HTTP forward proxy on loopback. Node's `fetch` asks for a tunnel
 * (CONNECT) even for plain HTTP, its `http.request` sends absolute URLs; what comes through a
 * tunnel is read as HTTP here too, so that both meet the same time-outs and the same answers.
 */
export async function startServiceConnectProxy(
  routes: readonly ServiceConnectRoute[],
): Promise<ServiceConnectProxy> {
  const tunnels = new WeakMap<Socket, string>();
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const authority = requestedAuthority(request, tunnels);
    const route = routes.find((each) => each.authority === authority);
    if (route) forward(route, request, response);
    else answer(response, 502, nobodyServes(authority, routes));
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('connect', (request, socket: Socket, head) => {
    tunnels.set(socket, request.url ?? '');
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    server.emit('connection', socket);
  });
  neverCutsByItself(server);
  const port = await listen(server, 0, LOOPBACK);
  return {
    url: `http://${LOOPBACK}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Only the rendered time-outs may end a request, none of Node's own. */
function neverCutsByItself(server: Server): void {
  server.keepAliveTimeout = 0;
  server.headersTimeout = 0;
  server.requestTimeout = 0;
}

function requestedAuthority(request: IncomingMessage, tunnels: WeakMap<Socket, string>): string {
  const absolute = /^http:\/\/([^/?#]+)/i.exec(request.url ?? '')?.[1];
  const authority = absolute ?? tunnels.get(request.socket) ?? request.headers.host ?? '';
  return (/:\d+$/.test(authority) ? authority : `${authority}:80`).toLowerCase();
}

function forward(
  route: ServiceConnectRoute,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const path = (request.url ?? '').replace(/^http:\/\/[^/?#]+/i, '');
  // A connection of its own: a pooled one may have died with a service that was restarted.
  const socket = connect(route.hostPort, LOOPBACK);
  const upstream = httpRequest({
    method: request.method,
    path: path.startsWith('/') ? path : `/${path}`,
    // Kept alive, or a service that refuses a body unread would reset the connection and its answer.
    headers: [...endToEnd(request.rawHeaders, HOP_BY_HOP), 'Connection', 'keep-alive'],
    createConnection: () => socket,
  });
  const end = (status: number, sentence: string) => {
    upstream.destroy();
    if (response.headersSent) response.destroy();
    else answer(response, status, `${route.service} (${route.authority}) ${sentence}`);
  };
  const { perRequestTimeoutSeconds: whole, idleTimeoutSeconds: idle } = route;
  const deadline =
    whole > 0 && setTimeout(end, milliseconds(whole), 504, `did not answer within ${whole} s`);
  if (idle > 0) {
    upstream.setTimeout(milliseconds(idle), () => end(504, `was silent for ${idle} s`));
  }
  upstream.once('response', (answered) => {
    const headers = endToEnd(answered.rawHeaders, RESPONSE_HOP_BY_HOP);
    response.writeHead(answered.statusCode ?? 502, answered.statusMessage, headers);
    response.flushHeaders();
    // Ends either side when the other one breaks off.
    pipeline(answered, response, () => {});
  });
  upstream.on('error', () => {
    // Once it answers, the response tells how it went; a service may well refuse a body unread.
    if (!response.headersSent) end(503, 'does not accept connections at the moment');
  });
  response.once('close', () => {
    if (deadline) clearTimeout(deadline);
    upstream.destroy();
    socket.destroy();
    // What is left of a refused body must not block the client's connection.
    request.unpipe().resume();
  });
  request.pipe(upstream);
}

function nobodyServes(authority: string, routes: readonly ServiceConnectRoute[]): string {
  const served = routes.map((route) => route.authority).join(', ') || 'no name at all';
  return `nobody serves ${authority}; Service Connect serves ${served}`;
}

function answer(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`Service Connect: ${sentence}.\n`);
}

/** Names and values alternate, as in Node's `rawHeaders`, so that order, case and doubles survive. */
function endToEnd(rawHeaders: readonly string[], without: ReadonlySet<string>): string[] {
  return rawHeaders.filter(
    (_, index) => !without.has((rawHeaders[index - (index % 2)] ?? '').toLowerCase()),
  );
}

function milliseconds(seconds: number): number {
  return Math.min(seconds * 1000, LONGEST_TIMER_MS);
}
