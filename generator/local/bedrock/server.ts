import { createServer as createHttp1 } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import { createServer, type Socket } from 'node:net';
import { LOOPBACK, listen } from '../listen.ts';
import type { Faults } from './faults.ts';
import { answerRequest } from './wire.ts';

export interface BedrockStandInOptions {
  /** 0 takes a free one. */
  readonly port?: number;
  readonly host?: string;
  readonly log?: (line: string) => void;
  /** Stays the caller's: setting a member makes the next request fail that way. */
  readonly faults?: Faults;
  /** Pause before each delta of a stream, in milliseconds. */
  readonly delayMs?: number;
}

export interface BedrockStandIn {
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Every HTTP/2 connection begins with these bytes, and no HTTP/1.1 request can. */
const HTTP2_PREFACE = Buffer.from('PRI * HTTP/2.0');

/** About the pace at which Nova 2 Lite writes. */
const NATURAL_DELAY_MS = 15;

/**
 * A server that speaks Bedrock Runtime's Converse and ConverseStream on the real wire and answers
 * from rules. The AWS SDK begins with HTTP/2; curl and proxies may come with HTTP/1.1.
 * @throws the listening socket's own error, such as `EADDRINUSE`
 */
export async function startBedrockStandIn(
  options: BedrockStandInOptions = {},
): Promise<BedrockStandIn> {
  const { port = 0, host = LOOPBACK, log = () => {}, faults = {} } = options;
  const wire = { faults, log, delayMs: options.delayMs ?? NATURAL_DELAY_MS };
  const http1 = createHttp1((request, response) => void answerRequest(request, response, wire));
  const http2 = createHttp2((request, response) => void answerRequest(request, response, wire));
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A client that vanishes must not end the process.
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      const first: Buffer | null = socket.read();
      if (first === null) return;
      socket.unshift(first);
      (isHttp2(first) ? http2 : http1).emit('connection', socket);
    });
  });
  const taken = await listen(listener, port, host);
  return {
    url: `http://${host}:${taken}`,
    port: taken,
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A first packet shorter than the preface is judged by what it holds; an HTTP/1.1 verb differs early. */
function isHttp2(first: Buffer): boolean {
  const length = Math.min(first.length, HTTP2_PREFACE.length);
  return first.subarray(0, length).equals(HTTP2_PREFACE.subarray(0, length));
}
