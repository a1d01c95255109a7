import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { openEventStream } from './sse.ts';

const NEVER = new AbortController().signal;

async function connect(
  t: TestContext,
): Promise<{ response: ServerResponse; client: () => Promise<IncomingMessage> }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const call = request({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  call.on('error', () => undefined);
  const arrived = once(call, 'response');
  arrived.catch(() => undefined);
  call.end();
  const [, response] = (await once(server, 'request')) as [IncomingMessage, ServerResponse];
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { response, client: async () => ((await arrived) as [IncomingMessage])[0] };
}

async function textOf(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) text += chunk;
  return text;
}

test('headers leave before the first event and forbid buffering', async (t) => {
  const { response, client } = await connect(t);
  const stream = openEventStream(response);
  const { headers, statusCode } = await client();
  assert.equal(statusCode, 200);
  assert.equal(headers['content-type'], 'text/event-stream; charset=utf-8');
  assert.equal(headers['cache-control'], 'no-cache, no-transform');
  assert.equal(headers['x-accel-buffering'], 'no');
  stream.end();
});

test('an event is a name and one line of JSON', async (t) => {
  const { response, client } = await connect(t);
  const stream = openEventStream(response);
  await stream.send('text', { text: 'two\nlines' }, NEVER);
  stream.end({ event: 'error', data: { code: 'timed_out' } });
  const expected = [
    'event: text\ndata: {"text":"two\\nlines"}\n\n',
    'event: error\ndata: {"code":"timed_out"}\n\n',
  ];
  assert.equal(await textOf(await client()), expected.join(''));
});

test('a silent stream gets a comment each 15 s until it ends', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { response, client } = await connect(t);
  const stream = openEventStream(response);
  t.mock.timers.tick(14_999);
  await stream.send('text', { text: 'a' }, NEVER);
  t.mock.timers.tick(15_001);
  stream.end();
  t.mock.timers.tick(60_000);
  const keepAlive = ': keep-alive\n\n';
  assert.equal(
    await textOf(await client()),
    `event: text\ndata: {"text":"a"}\n\n${keepAlive}${keepAlive}`,
  );
});

test('sending waits for a client that does not read, and ends with the signal', async (t) => {
  const { response } = await connect(t);
  const stream = openEventStream(response);
  const controller = new AbortController();
  const data = { text: 'x'.repeat(1_000_000) };
  const fill = async () => {
    for (;;) await stream.send('text', data, controller.signal);
  };
  setTimeout(() => controller.abort(), 200);
  await assert.rejects(fill(), { name: 'AbortError' });
  assert.equal(response.writableNeedDrain, true);
});
