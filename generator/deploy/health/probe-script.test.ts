import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import contractFile from '../../../services/mcp-server/contract.json' with { type: 'json' };
import { catalogText, product } from '../../../services/mcp-server/test-support/products.ts';
import { BUCKET, KEY, startS3 } from '../../../services/mcp-server/test-support/start-s3.ts';
import { freePort, runProgram } from '../../../services/shared/test-support/run-program.ts';
import { readContract } from '../../render/contract.ts';
import { compareOffer } from '../probe/compare-offer.ts';
import { type InsideRequest, MOST_TARGETS, probeCommand } from './probe-command.ts';
import { readAnswers, type TaskAnswer } from './read-answers.ts';

const SERVER = new URL('../../../services/mcp-server/src/main.ts', import.meta.url);

const request: InsideRequest = {
  targets: [],
  host: 'mcp-server:8080',
  path: '/mcp',
  seconds: 0,
  answerMs: 10_000,
  pauseMs: 10,
};

interface Asked {
  readonly code: number;
  readonly lines: readonly string[];
  readonly answers: readonly TaskAnswer[];
}

/** Runs the command as a container would. */
async function ask(given: Partial<InsideRequest>): Promise<Asked> {
  const [, ...args] = probeCommand({ ...request, ...given });
  const { code, stdout } = await new Promise<{ code: number; stdout: string }>((resolve) => {
    execFile(process.execPath, args, { env: {} }, (error, stdout) =>
      resolve({ code: Number(error?.code ?? 0), stdout }),
    );
  });
  const lines = stdout.split('\n');
  return { code, lines, answers: readAnswers(lines) ?? [] };
}

type Message = { readonly id?: number; readonly method: string; readonly params?: never };
type Answering = (message: Message, response: ServerResponse, headers: IncomingMessage) => void;

/** A server of few lines, for what the real one does not do. */
async function serve(answer: Answering): Promise<AsyncDisposable & { readonly at: string }> {
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = await incoming.toArray();
    answer(JSON.parse(Buffer.concat(chunks).toString()), response, incoming);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    at: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const tool = (name: string, more: object = {}) => ({
  name,
  inputSchema: { type: 'object' },
  ...more,
});
const json = (response: ServerResponse, message: object) =>
  response.setHeader('content-type', 'application/json').end(JSON.stringify(message));
const initialized = (id?: number) => ({
  jsonrpc: '2.0',
  id,
  result: { protocolVersion: '2025-06-18' },
});

/** Answers in JSON with these tools. */
const withTools =
  (...tools: object[]): Answering =>
  ({ id, method }, response) => {
    if (method === 'initialize') return void json(response, initialized(id));
    if (id === undefined) return void response.writeHead(202).end();
    json(response, { jsonrpc: '2.0', id, result: { tools } });
  };

test('the real server answers with its contract, and only under the name that clients use', async () => {
  await using s3 = await startS3();
  await s3.put(catalogText([product({ id: 'P001' })]));
  const port = await freePort();
  await using server = runProgram(fileURLToPath(SERVER), {
    ...s3.environment,
    PORT: String(port),
    HOST: '127.0.0.1',
    CATALOG_BUCKET: BUCKET,
    CATALOG_KEY: KEY,
    ALLOWED_HOSTS: 'mcp-server',
  });
  await server.waitFor('catalog loaded');
  const targets = [`127.0.0.1:${port}`];
  const { code, answers } = await ask({ targets });
  assert.equal(code, 0);
  const offered = readContract({ schema: 'contract/v1', tools: answers[0]?.tools });
  compareOffer(readContract(contractFile), offered);
  assert.equal(offered.tools.length, contractFile.tools.length);

  const refused = await ask({ targets, host: 'elsewhere:8080' });
  assert.equal(refused.code, 1);
  assert.match(refused.answers[0]?.error ?? '', /^HTTP 403 /);
});

test('an event stream is read as it comes, among other messages, with session and version kept', async () => {
  const seen: unknown[] = [];
  await using server = await serve(({ id, method }, response, { headers, method: verb }) => {
    seen.push([method, verb, headers['mcp-session-id'], headers['mcp-protocol-version']]);
    if (id === undefined) return void response.writeHead(202).end();
    const result =
      method === 'initialize'
        ? initialized(id)
        : { jsonrpc: '2.0', id, result: { tools: [tool('a')] } };
    response.writeHead(200, { 'content-type': 'text/event-stream', 'mcp-session-id': 's1' });
    response.write(
      ': hello\n\nevent: message\ndata: {"jsonrpc":"2.0","method":"notifications/x"}\n\nda',
    );
    // The stream stays open: an answer is enough.
    response.write(`ta: ${JSON.stringify(result)}\n\n`);
  });
  const { code, answers } = await ask({ targets: [server.at] });
  assert.equal(code, 0);
  assert.deepEqual(answers, [{ at: server.at, tools: [tool('a')] }]);
  assert.deepEqual(seen, [
    ['initialize', 'POST', undefined, undefined],
    ['notifications/initialized', 'POST', 's1', '2025-06-18'],
    ['tools/list', 'POST', 's1', '2025-06-18'],
  ]);
});

test('all pages are asked for, and pages without an end are not', async () => {
  const paged =
    (last: number): Answering =>
    ({ id, method, params = {} as never }, response) => {
      if (method !== 'tools/list')
        return withTools()({ ...(id && { id }), method }, response, {} as never);
      const page = Number((params as { cursor?: string }).cursor ?? 0);
      const next = page < last ? { nextCursor: String(page + 1) } : {};
      json(response, { jsonrpc: '2.0', id, result: { tools: [tool(`t${page}`)], ...next } });
    };
  await using three = await serve(paged(2));
  await using endless = await serve(paged(Number.POSITIVE_INFINITY));
  const { code, answers } = await ask({ targets: [three.at, endless.at] });
  assert.equal(code, 1);
  assert.deepEqual(answers[0]?.tools, [tool('t0'), tool('t1'), tool('t2')]);
  assert.match(answers[1]?.error ?? '', /pages of tools\/list do not end/);
});

test('each task is told for itself: other tools, an error, nobody, silence', async () => {
  await using right = await serve(withTools(tool('a')));
  await using stale = await serve(withTools(tool('b', { icons: [{ src: 'data:x' }] })));
  await using refusing = await serve(({ id }, response) =>
    json(response, { jsonrpc: '2.0', id, error: { code: -32603, message: 'not today' } }),
  );
  const nobody = `127.0.0.1:${await freePort()}`;
  const targets = [right.at, stale.at, refusing.at, nobody];
  const { code, answers } = await ask({ targets });
  assert.equal(code, 1);
  assert.deepEqual(
    answers.map(({ at }) => at),
    targets,
  );
  assert.deepEqual(answers[0]?.tools, [tool('a')]);
  assert.deepEqual(answers[1]?.tools, [tool('b')], 'icons are no part of a contract');
  assert.equal(answers[2]?.error, 'initialize: not today');
  assert.match(answers[3]?.error ?? '', /ECONNREFUSED/);

  await using silent = await serve(() => {});
  const unanswered = await ask({ targets: [silent.at], answerMs: 100 });
  assert.equal(unanswered.answers[0]?.error, 'no answer in time');
});

test('a task that is not ready is asked again, one that refuses is not', async () => {
  let busy = 0;
  await using late = await serve((message, response, incoming) => {
    busy += 1;
    if (busy < 3) return void response.writeHead(503).end('starting');
    withTools(tool('a'))(message, response, incoming);
  });
  let refused = 0;
  await using never = await serve((_message, response) => {
    refused += 1;
    response.writeHead(404).end();
  });
  const { answers } = await ask({ targets: [late.at, never.at], seconds: 30 });
  assert.deepEqual(answers[0]?.tools, [tool('a')]);
  assert.match(answers[1]?.error ?? '', /^HTTP 404/);
  assert.equal(refused, 1);
});

test('a long report comes in short lines of plain ASCII', async () => {
  const long = tool('a', { description: `ü😀\n${'x'.repeat(30_000)}` });
  await using server = await serve(withTools(long));
  const { lines, answers } = await ask({ targets: [server.at, server.at] });
  assert.ok(lines.filter((line) => line !== '').length > 3);
  for (const line of lines) assert.match(line, /^[ -~]{0,8100}$/);
  assert.deepEqual(answers[1]?.tools, [long]);
});

test('the command for the most tasks fits into the overrides of a task', () => {
  const targets = Array.from({ length: MOST_TARGETS }, () => '255.255.255.255:65535');
  const command = probeCommand({ ...request, targets, host: `${'h'.repeat(63)}.example:65535` });
  const overrides = { containerOverrides: [{ name: 'n'.repeat(255), command }] };
  assert.ok(JSON.stringify(overrides).length <= 8192, String(JSON.stringify(overrides).length));
});

test('a report of which a part is missing is none', async () => {
  await using server = await serve(withTools(tool('a', { description: 'x'.repeat(20_000) })));
  const { lines } = await ask({ targets: [server.at] });
  const parts = lines.filter((line) => line.startsWith('mcp-probe'));
  assert.equal(readAnswers(parts.slice(1)), undefined);
  assert.equal(readAnswers([]), undefined);
  assert.equal(readAnswers(['noise', ...parts.reverse()])?.length, 1);
});
