import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import express, { type RequestHandler } from 'express';
import { createLogger } from './logger.ts';
import { requestLog } from './request-log.ts';

async function start(handler: RequestHandler) {
  const written: string[] = [];
  const logger = createLogger('test', 'info', { write: (line) => void written.push(line) });
  const server = express().use(requestLog(logger), handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    text: () => written.join(''),
    lines: () => written.map((line) => JSON.parse(line)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('a request is one line with its path, status and time', async () => {
  await using server = await start((_request, response) => void response.status(418).end());
  await fetch(`${server.url}/some/path`);
  const [line, ...others] = server.lines();
  assert.deepEqual(others, []);
  assert.deepEqual([line.method, line.path, line.status], ['GET', '/some/path', 418]);
  assert.equal(typeof line.ms, 'number');
  assert.equal('cut' in line, false);
});

test('query, headers and body stay out of the log', async () => {
  await using server = await start((_request, response) => void response.send('hunter2'));
  await fetch(`${server.url}/login?token=hunter2`, {
    method: 'POST',
    headers: { Authorization: 'Bearer hunter2', Cookie: 'session=hunter2' },
    body: 'password=hunter2',
  });
  assert.equal(server.lines().length, 1);
  assert.ok(!server.text().includes('hunter2'));
});

test('health checks are silent', async () => {
  await using server = await start((_request, response) => void response.end());
  await fetch(`${server.url}/healthz`);
  await fetch(`${server.url}/readyz`);
  assert.deepEqual(server.lines(), []);
});

test('an answer that was cut says so', async () => {
  const left = Promise.withResolvers<void>();
  await using server = await start((_request, response) => {
    response.write('first part');
    response.once('close', () => left.resolve());
  });
  const sent = request(`${server.url}/stream`, (response) => response.destroy()).end();
  sent.once('error', () => {});
  await left.promise;
  assert.equal(server.lines()[0].cut, true);
});
