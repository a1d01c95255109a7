import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send, toolCall } from '../../test-support/mcp-requests.ts';
import { product } from '../../test-support/products.ts';
import { startApp } from '../../test-support/start-app.ts';

const PING = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });

test('hosts of the list and loopback names are let in, with any port and case', async () => {
  await using app = await startApp({ products: [product({ id: 'P001' })] });
  for (const Host of [
    'mcp-server',
    'MCP-Server:8080',
    'mcp-server.',
    'localhost:9',
    '127.0.0.1',
    '[::1]:8080',
  ]) {
    assert.equal((await send(app.url, PING, { Host })).status, 200, Host);
  }
});

test('another host is a 403 in the shape of JSON-RPC', async () => {
  await using app = await startApp({ products: [product({ id: 'P001' })] });
  for (const Host of ['evil.example', 'mcp-server.evil.example', 'mcp-server@evil', '127.1']) {
    const { status, body } = await send(app.url, PING, { Host });
    assert.deepEqual([status, body.jsonrpc, body.error.code, body.id], [403, '2.0', -32000, null]);
  }
});

test('an origin must be one of the allowed hosts', async () => {
  await using app = await startApp({ products: [product({ id: 'P001' })] });
  const status = async (Origin: string) => (await send(app.url, PING, { Origin })).status;
  assert.equal(await status('http://localhost:7860'), 200);
  assert.equal(await status('https://mcp-server'), 200);
  assert.equal(await status('https://evil.example'), 403);
  assert.equal(await status('null'), 403);
  assert.equal(await status('file://localhost'), 403);
  assert.equal(await status(''), 403);
});

test('a refused request reaches no tool, and its words no log', async () => {
  await using app = await startApp({ products: [product({ id: 'P001' })] });
  const call = toolCall('search_products', { query: 'secret-words' });
  await send(app.url, call, { Host: 'evil.example' });
  assert.ok(app.lines.every(({ msg }) => msg !== 'tool call'));
  assert.ok(!app.logText().includes('secret-words'));
});

test('health routes know no host', async () => {
  await using app = await startApp({});
  assert.equal((await fetch(`${app.url}/healthz`, { headers: { Origin: 'null' } })).status, 200);
  assert.equal((await fetch(`${app.url}/readyz`)).status, 503);
  app.readiness.loaded();
  assert.equal((await fetch(`${app.url}/readyz`)).status, 200);
});
