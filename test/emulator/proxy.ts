import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LOOPBACK, listen } from '../../generator/local/listen.ts';
import { MotoError } from './moto.ts';
import type { Exchange, Patch } from './patch.ts';
import type { WireAnswer } from './wire/answer.ts';
import { jsonError, xmlError } from './wire/answer.ts';
import type { WireLog } from './wire/wire-log.ts';
import { readRequest, type WireRequest } from './wire/wire-request.ts';

export interface Proxy {
  readonly url: string;
  readonly close: () => void;
}

/** What each request meets, apart from the request itself. */
export type Surroundings = Omit<Exchange, 'request' | 'input'>;

/** Listens in front of moto: logs each request, and answers what moto can't. */
export async function startProxy(
  patches: readonly Patch[],
  log: WireLog,
  surroundings: Surroundings,
  output: () => string,
): Promise<Proxy> {
  const answer = (request: WireRequest) => answerOf(request, patches, surroundings, output);
  const server = createServer((message, response) => {
    void serve(message, response, log, answer);
  });
  const port = await listen(server, 0, LOOPBACK);
  return {
    url: `http://${LOOPBACK}:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  log: WireLog,
  answer: (request: WireRequest) => Promise<WireAnswer>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const { method = 'GET', url = '/', headers } = message;
  const request = readRequest(method, url, headers, Buffer.concat(chunks));
  const { status, headers: answered, body } = await answer(request);
  log.add(request, status);
  const isHead = method === 'HEAD';
  response.writeHead(status, { ...answered, ...(!isHead && { 'content-length': body.length }) });
  response.end(isHead ? undefined : body);
}

async function answerOf(
  request: WireRequest,
  patches: readonly Patch[],
  surroundings: Surroundings,
  output: () => string,
): Promise<WireAnswer> {
  const patch = patches.find(
    ({ service, operations }) =>
      service === request.service &&
      (operations === 'all' || operations.includes(request.operation)),
  );
  try {
    const answered = patch
      ? await patch.answer({ ...surroundings, request, input: request.input })
      : await surroundings.moto.forward(request);
    return answered.status < 500 ? answered : broken(request, answered.body.toString(), output);
  } catch (error) {
    if (error instanceof MotoError && error.answer.status < 500) return error.answer;
    return broken(request, error instanceof Error ? String(error.stack) : String(error), output);
  }
}

/** The SDK tries again at a 500, which would hide for long that the emulator can't do something. */
async function broken(
  { service, operation, headers }: WireRequest,
  why: string,
  output: () => string,
): Promise<WireAnswer> {
  // What moto printed may arrive after what it answered.
  await nextTurn();
  const moto = output().split('\n').slice(-4).join('\n');
  const says = `the emulator can't do ${service}:${operation}: ${why.slice(0, 1_500)}\nmoto: ${moto}`;
  return headers['x-amz-target']
    ? jsonError('EmulatorFailure', says)
    : xmlError('EmulatorFailure', says);
}
