import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type RequestOptions,
  request,
} from 'node:http';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { startServiceConnectProxy } from './service-connect-proxy.ts';
import type { ServiceConnectRoute } from './service-connect-routes.ts';

/** How Node's two clients use a proxy for `http:` addresses. */
const FORMS = ['absolute', 'tunnel'] as const;

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
}

type Ask = (asked?: Asked, body?: string) => Promise<IncomingMessage>;

async function askers(
  t: TestContext,
  listener: RequestListener,
  route: Partial<ServiceConnectRoute> = {},
): Promise<Record<(typeof FORMS)[number], Ask>> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as { port: number };
  const proxy = await startServiceConnectProxy([
    {
      authority: 'back:9001',
      service: 'back',
      hostPort: port,
      idleTimeoutSeconds: 0,
      perRequestTimeoutSeconds: 0,
      ...route,
    },
  ]);
  t.after(proxy.close);
  const via = { host: '127.0.0.1', port: Number(new URL(proxy.url).port) };
  return {
    absolute: async ({ method, path = '/', host = 'back:9001' } = {}, body) => {
      const url = `http://${host}${path}`;
      return respond({ ...via, ...(method && { method }), path: url, headers: { host } }, body);
    },
    tunnel: async ({ method, path = '/', host = 'back:9001' } = {}, body) => {
      const connect = request({ ...via, method: 'CONNECT', path: host }).end();
      const [, socket] = (await once(connect, 'connect')) as [IncomingMessage, Socket];
      t.after(() => socket.destroy());
      const inside = { createConnection: () => socket, path, ...(method && { method }) };
      return respond({ ...inside, headers: { host, connection: 'keep-alive' } }, body);
    },
  };
}

async function respond(options: RequestOptions, body?: string): Promise<IncomingMessage> {
  const sent = request(options).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  // A refused body may still be on its way when the answer is here.
  sent.on('error', () => {});
  return response;
}

for (const form of FORMS) {
  test(`${form}: method, path, Host header and body arrive as they were sent`, async (t) => {
    const ask = await askers(t, async (incoming, response) => {
      const body = await text(incoming);
      response.setHeader('x-seen', `${incoming.method} ${incoming.headers.host} ${incoming.url}`);
      response.end(String(body.length));
    });
    const response = await ask[form]({ method: 'POST', path: '/a/../b?c=%20' }, 'x'.repeat(99_999));
    assert.equal(response.statusCode, 200);
    assert.equal(response.headers['x-seen'], 'POST back:9001 /a/../b?c=%20');
    assert.equal(await text(response), '99999');
  });

  test(`${form}: a stream arrives before it ends`, async (t) => {
    const ask = await askers(t, (_, response) => void response.write('data: first\n\n'));
    const response = await ask[form]();
    const [chunk] = await once(response, 'data');
    assert.equal(String(chunk), 'data: first\n\n');
    response.destroy();
  });

  test(`${form}: a client that leaves ends the request at the service`, async (t) => {
    const { promise: left, resolve } = Promise.withResolvers<void>();
    const ask = await askers(t, (_, response) => {
      response.once('close', resolve);
      response.write('data: first\n\n');
    });
    (await ask[form]()).destroy();
    await left;
  });

  test(`${form}: a service that breaks off breaks the response off`, async (t) => {
    const ask = await askers(t, (incoming, response) => {
      response.write('half', () => incoming.socket.destroy());
    });
    await assert.rejects(text(await ask[form]()), { code: 'ECONNRESET' });
  });

  test(`${form}: a name that nobody serves is a 502 that names the served ones`, async (t) => {
    const ask = await askers(t, (_, response) => void response.end());
    const response = await ask[form]({ host: 'side' });
    assert.equal(response.statusCode, 502);
    assert.match(await text(response), /side:80.*back:9001/);
  });

  test(`${form}: a service that is not there is a 503`, async (t) => {
    const ask = await askers(t, () => {}, { hostPort: 1 });
    assert.equal((await ask[form]()).statusCode, 503);
  });

  test(`${form}: an answer later than the time-out of a request is a 504`, async (t) => {
    const ask = await askers(t, () => {}, { perRequestTimeoutSeconds: 0.05 });
    assert.equal((await ask[form]()).statusCode, 504);
  });

  test(`${form}: a stream longer than the time-out of a request is broken off`, async (t) => {
    const limits = { perRequestTimeoutSeconds: 0.1 };
    const ask = await askers(t, (_, response) => void response.write('half'), limits);
    await assert.rejects(text(await ask[form]()), { code: 'ECONNRESET' });
  });

  test(`${form}: a silent service is given up after the idle time-out`, async (t) => {
    const ask = await askers(t, () => {}, { idleTimeoutSeconds: 0.05 });
    assert.equal((await ask[form]()).statusCode, 504);
  });

  test(`${form}: a refusal before the whole body was read gets through`, async (t) => {
    const ask = await askers(t, (_, response) => {
      response.writeHead(413).end('too large');
    });
    const response = await ask[form]({ method: 'POST' }, 'x'.repeat(5_000_000));
    assert.equal(response.statusCode, 413);
    assert.equal(await text(response), 'too large');
  });
}
