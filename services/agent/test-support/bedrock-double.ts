import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { Message } from '@aws-sdk/client-bedrock-runtime';
import { EventStreamCodec } from '@smithy/core/event-streams';
import { type Reply, SECRET_DETAIL, type StreamPart, says } from './replies.ts';

export interface ConverseBody {
  readonly messages: readonly Message[];
  readonly system: readonly { readonly text: string }[];
  readonly toolConfig: {
    readonly tools: readonly {
      readonly toolSpec: { readonly name: string; inputSchema: object };
    }[];
  };
  readonly inferenceConfig: object;
}

export interface ConverseCall {
  readonly path: string;
  readonly body: ConverseBody;
  /** Resolves when the caller gave the stream up, or it ended. */
  readonly closed: Promise<void>;
}

/** Bedrock's side of ConverseStream on its real wire: HTTP/2 and event-stream frames. */
export interface BedrockDouble {
  readonly url: string;
  readonly calls: ConverseCall[];
  /** Chooses the answer to a call; `number` counts from 1. */
  reply: (call: ConverseCall, number: number) => Reply;
  readonly close: () => Promise<void>;
}

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes as Uint8Array).toString()),
  (text) => Buffer.from(text),
);

export async function startBedrockDouble(): Promise<BedrockDouble> {
  const sessions = new Set<ServerHttp2Session>();
  const server = createServer();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => undefined);
    session.on('close', () => sessions.delete(session));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const double: BedrockDouble = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    reply: () => says('Hello.'),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const session of sessions) session.destroy();
      await closed;
    },
  };
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    void serve(double, stream, headers);
  });
  return double;
}

async function serve(
  double: BedrockDouble,
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
): Promise<void> {
  const closed = new Promise<void>((resolve) => stream.once('close', resolve));
  const body = JSON.parse(await textOf(stream)) as ConverseBody;
  const call: ConverseCall = { path: String(headers[':path']), body, closed };
  double.calls.push(call);
  answerWith(stream, double.reply(call, double.calls.length));
}

function answerWith(stream: ServerHttp2Stream, reply: Reply): void {
  if (stream.destroyed) return;
  if ('status' in reply) {
    const type = { 'content-type': 'application/json', 'x-amzn-errortype': reply.exception };
    const { retryAfterSeconds: seconds } = reply;
    const pause = seconds === undefined ? {} : { 'retry-after': String(seconds) };
    stream.respond({ ':status': reply.status, ...type, ...pause });
    stream.end(JSON.stringify({ message: SECRET_DETAIL }));
    return;
  }
  stream.respond({ ':status': 200, 'content-type': 'application/vnd.amazon.eventstream' });
  for (const part of reply.parts) stream.write(frame('event', part));
  if (reply.exception)
    stream.write(frame('exception', [reply.exception, { message: SECRET_DETAIL }]));
  if (reply.ending === 'hang') return;
  // Late enough for what was written to arrive first.
  if (reply.ending === 'cut') setTimeout(() => stream.session?.destroy(), 50);
  else stream.end();
}

function frame(kind: 'event' | 'exception', [type, body]: StreamPart): Uint8Array {
  return codec.encode({
    headers: {
      ':message-type': { type: 'string', value: kind },
      [`:${kind}-type`]: { type: 'string', value: type },
      ':content-type': { type: 'string', value: 'application/json' },
    },
    body: Buffer.from(JSON.stringify(body)),
  });
}

async function textOf(stream: ServerHttp2Stream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
