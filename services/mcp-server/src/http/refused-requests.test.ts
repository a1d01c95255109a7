import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send, toolCall } from '../../test-support/mcp-requests.ts';
import { product } from '../../test-support/products.ts';
import { startApp } from '../../test-support/start-app.ts';
import { MAX_BODY_BYTES } from './read-body.ts';

const products = [product({ id: 'P001' })];

test('bad JSON-RPC is answered in the shape of JSON-RPC', async () => {
  await using app = await startApp({ products });
  const cases = [
    ['{bad', 400, -32700, null],
    ['', 400, -32600, null],
    ['5', 400, -32600, null],
    ['[]', 400, -32600, null],
    ['{"jsonrpc":"1.0","id":1,"method":"ping"}', 400, -32600, null],
    ['[{"jsonrpc":"2.0","id":1,"method":"ping"},{}]', 400, -32600, null],
    ['{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{}}', 200, -32602, 'a'],
    ['{"jsonrpc":"2.0","id":2,"method":"initialize","params":{}}', 200, -32602, 2],
    ['{"jsonrpc":"2.0","id":3,"method":"no/such/method"}', 200, -32601, 3],
  ] as const;
  for (const [text, status, code, id] of cases) {
    const answer = await send(app.url, text);
    assert.deepEqual(
      [answer.status, answer.body.error.code, answer.body.id],
      [status, code, id],
      text,
    );
  }
});

test('a body up to the limit is read, one byte more is a 413', async () => {
  await using app = await startApp({ products });
  const filled = (bytes: number) => {
    const bare = toolCall('search_products', { query: '' });
    return bare + ' '.repeat(bytes - bare.length);
  };
  assert.equal((await send(app.url, filled(MAX_BODY_BYTES))).status, 200);
  const { status, body } = await send(app.url, filled(MAX_BODY_BYTES + 1));
  assert.deepEqual([status, body.jsonrpc, body.error.code, body.id], [413, '2.0', -32000, null]);
});

test('GET and DELETE are 405 and name what is allowed', async () => {
  await using app = await startApp({ products });
  for (const method of ['GET', 'DELETE', 'PUT', 'OPTIONS']) {
    const { status, headers, body } = await send(app.url, '', {}, method);
    assert.deepEqual([status, headers.allow, body.error.code], [405, 'POST', -32000], method);
  }
});

test('another content type, encoding, accepted type or protocol version is refused', async () => {
  await using app = await startApp({ products });
  const call = toolCall('search_products', {});
  for (const [headers, expected] of [
    [{ 'Content-Type': 'text/plain' }, 415],
    [{ 'Content-Type': 'text/plain; a=application/json' }, 415],
    [{ 'Content-Type': 'application/json; charset=utf-9' }, 415],
    [{ 'Content-Encoding': 'lzw' }, 415],
    [{ Accept: 'application/json' }, 406],
    [{ 'MCP-Protocol-Version': '1999-01-01' }, 400],
    [{ 'Content-Type': 'application/json; charset=utf-8' }, 200],
    [{ 'MCP-Protocol-Version': '2025-06-18' }, 200],
  ] as const) {
    const { status, body } = await send(app.url, call, headers);
    assert.equal(status, expected, JSON.stringify(headers));
    assert.equal(body.jsonrpc, '2.0');
  }
});

test('other paths are 404, and a path that cannot be decoded tells nothing about the server', async () => {
  await using app = await startApp({ products });
  assert.equal((await fetch(`${app.url}/other`)).status, 404);
  const broken = await fetch(`${app.url}/%E0%A4%A`);
  assert.ok(broken.status >= 400 && broken.status < 500);
  assert.ok(!(await broken.text()).includes('node_modules'));
});
