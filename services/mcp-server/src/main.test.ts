import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  freePort,
  type LogLine,
  type Program,
  runProgram,
} from '@mcp-on-ecs/shared/test-support/run-program.ts';
import { connect, send, toolCall } from '../test-support/mcp-requests.ts';
import { catalogText, product } from '../test-support/products.ts';
import { BUCKET, KEY, s3Environment, startS3 } from '../test-support/start-s3.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

const ONE = catalogText([product({ id: 'P001' })]);
const TWO = catalogText([product({ id: 'P001' }), product({ id: 'P002' })]);

async function start(s3Port: number): Promise<Program & { readonly url: string }> {
  const port = await freePort();
  const program = runProgram(MAIN, {
    ...s3Environment(s3Port),
    PORT: String(port),
    HOST: '127.0.0.1',
    CATALOG_BUCKET: BUCKET,
    CATALOG_KEY: KEY,
    CATALOG_REFRESH_SECONDS: '1',
    ALLOWED_HOSTS: 'mcp-server',
  });
  await program.waitFor('listening');
  return Object.assign(program, { url: `http://127.0.0.1:${port}` });
}

/** How many products the tools know; undefined when they answer with an error. */
async function countProducts(url: string): Promise<number | undefined> {
  const { body } = await send(url, toolCall('search_products', {}));
  return body.result.structuredContent?.total;
}

function isOutOfReach({ msg, serving }: LogLine): boolean {
  return msg === 'catalog cannot be read' && serving === 'the last good catalog';
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, 'it did not become so in 20 s');
    await sleep(50);
  }
}

test('a missing setting stops the start with its name and exit code 2', async () => {
  await using program = runProgram(MAIN, { PORT: '8080', CATALOG_BUCKET: '', CATALOG_KEY: KEY });
  assert.equal(await program.ended, 2);
  assert.deepEqual(
    program.lines.map(({ problems }) => problems),
    [['CATALOG_BUCKET is not set', 'ALLOWED_HOSTS is not set']],
  );
});

test('S3 out of reach at the start: alive, not ready, and well again without a restart', async () => {
  const s3Port = await freePort();
  await using server = await start(s3Port);
  await server.waitFor('catalog cannot be read');
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  assert.equal((await fetch(`${server.url}/readyz`)).status, 503);
  assert.equal(await countProducts(server.url), undefined);

  {
    await using s3 = await startS3(s3Port);
    await s3.put(ONE);
    await until(async () => (await fetch(`${server.url}/readyz`)).status === 200);
    assert.equal(await countProducts(server.url), 1);
  }
  await until(async () => server.lines.some(isOutOfReach));
  assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
  assert.equal(await countProducts(server.url), 1);
});

test('a broken first catalog is refused, and the first good one makes the service ready', async () => {
  await using s3 = await startS3();
  await s3.put('{"products": [');
  await using server = await start(s3.port);
  await server.waitFor('catalog refused');
  assert.equal((await fetch(`${server.url}/readyz`)).status, 503);
  await s3.put(ONE);
  await until(async () => (await fetch(`${server.url}/readyz`)).status === 200);
});

test('a new catalog is served, a broken one is not, an unchanged one is not loaded again', async () => {
  await using s3 = await startS3();
  await s3.put(ONE);
  await using server = await start(s3.port);
  await server.waitFor('catalog loaded');
  assert.equal(await countProducts(server.url), 1);

  await s3.put('{"products": [{"id": "P001"}]}');
  const refused = await server.waitFor('catalog refused');
  assert.equal(refused.serving, 'the last good catalog');
  await sleep(1500);
  assert.equal(await countProducts(server.url), 1);

  await s3.put(TWO);
  await until(async () => (await countProducts(server.url)) === 2);
  await using client = await connect(server.url);
  assert.equal((await client.listTools()).tools.length, 3);
  const messages = server.lines
    .map(({ msg }) => msg)
    .filter((msg) => String(msg).startsWith('catalog'));
  assert.deepEqual(messages, ['catalog loaded', 'catalog refused', 'catalog loaded']);
});

test('SIGTERM lets a request under way finish, and then ends with exit code 0', async () => {
  await using s3 = await startS3();
  await s3.put(ONE);
  await using server = await start(s3.port);
  await server.waitFor('catalog loaded');
  const body = toolCall('search_products', {});
  const sending = request(`${server.url}/mcp`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' },
  });
  sending.write(body.slice(0, 10));
  await sleep(100);
  server.process.kill('SIGTERM');
  await server.waitFor('stopping');
  sending.end(body.slice(10));
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  const answer = JSON.parse(Buffer.concat(await response.toArray()).toString());
  assert.equal(answer.result.structuredContent.total, 1);
  assert.equal(await server.ended, 0);
});
