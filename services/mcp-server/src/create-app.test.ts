import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { connect, send, toolCall } from '../test-support/mcp-requests.ts';
import { slowTool } from '../test-support/slow-tool.ts';
import { startApp } from '../test-support/start-app.ts';
import type { Product } from './catalog/parse-catalog.ts';

const file = new URL('../../../sample-data/product-catalog.json', import.meta.url);
const { products }: { products: Product[] } = JSON.parse(readFileSync(file, 'utf8'));

type Details = { readonly product: Product };

function idsOf(list: unknown): string[] {
  return (list as Product[]).map(({ id }) => id).sort();
}

test("the SDK's own client initialises, lists the tools and learns the categories", async () => {
  await using app = await startApp({ products });
  await using client = await connect(app.url);
  assert.equal(client.getServerVersion()?.name, 'product-catalog');
  assert.match(client.getInstructions() ?? '', /search_products/);
  const { tools } = await client.listTools();
  assert.deepEqual(
    tools.map(({ name }) => name),
    ['search_products', 'get_product_details', 'check_availability'],
  );
  assert.match(JSON.stringify(tools[0]?.inputSchema), /One of: Books, Clothing, Electronics, /);
});

test('each tool answers with structured content that its output schema allows', async () => {
  await using app = await startApp({ products });
  await using client = await connect(app.url);
  // After tools/list the client checks every answer against the schema of its tool.
  await client.listTools();
  const call = async (name: string, input: Record<string, unknown>) =>
    (await client.callTool({ name, arguments: input })).structuredContent as Record<
      string,
      unknown
    >;

  const found = await call('search_products', { query: 'running shoes', in_stock_only: true });
  assert.deepEqual(
    idsOf(found.products),
    idsOf(products.filter(({ name, in_stock }) => in_stock && name.includes('Running Shoes'))),
  );
  const details = await call('get_product_details', { product_id: 'P001' });
  assert.deepEqual(details.product, products[0]);
  const available = await call('check_availability', { product_ids: ['P001', 'P999'] });
  assert.deepEqual(available.unknown_ids, ['P999']);
});

test('wrong arguments and unknown ids are tool errors, an unknown tool is a protocol error', async () => {
  await using app = await startApp({ products });
  await using client = await connect(app.url);
  const wrong = await client.callTool({ name: 'search_products', arguments: { limit: 99 } });
  assert.equal(wrong.isError, true);
  const input = { product_id: 'P999' };
  const unknown = await client.callTool({ name: 'get_product_details', arguments: input });
  assert.equal(unknown.isError, true);
  await assert.rejects(
    () => client.callTool({ name: 'delete_products', arguments: {} }),
    (error) => error instanceof McpError && error.code === -32602,
  );
});

test('before the first catalog, tools are listed and calls answer with a tool error', async () => {
  await using app = await startApp({});
  await using client = await connect(app.url);
  assert.equal((await client.listTools()).tools.length, 3);
  const result = await client.callTool({ name: 'search_products', arguments: {} });
  assert.equal(result.isError, true);
});

test('a batch is answered message by message', async () => {
  await using app = await startApp({ products });
  const ids = ['P001', 'P002'];
  const calls = ids.map((id) => toolCall('get_product_details', { product_id: id }, id));
  const { body } = await send(app.url, `[${calls.join(',')}]`);
  const answered = body.map((answer: { id: string; result: { structuredContent: Details } }) => [
    answer.id,
    answer.result.structuredContent.product.id,
  ]);
  assert.deepEqual(answered, [
    ['P001', 'P001'],
    ['P002', 'P002'],
  ]);
});

test('a notification is accepted without an answer', async () => {
  await using app = await startApp({ products });
  const notification = { jsonrpc: '2.0', method: 'notifications/initialized' };
  const { status, body } = await send(app.url, JSON.stringify(notification));
  assert.deepEqual([status, body], [202, undefined]);
});

test('fifty requests at once each get their own answer', async () => {
  await using app = await startApp({ products });
  const answers = await Promise.all(
    products.slice(0, 50).map(async ({ id }) => {
      // The same JSON-RPC id on purpose: a shared transport would mix these up.
      const { body } = await send(app.url, toolCall('get_product_details', { product_id: id }, 1));
      return [id, body.result.structuredContent.product.id];
    }),
  );
  for (const [asked, answered] of answers) assert.equal(answered, asked);
});

test('a slow tool ends at its limit, and a request that can get no answer soon after', async () => {
  const { tool, end } = slowTool();
  await using app = await startApp({ products, tools: [tool], timeLimitSeconds: 0.1 });
  const late = await send(app.url, toolCall('slow', {}));
  assert.equal(late.body.result.isError, true);

  const cancel = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } };
  const unanswerable = await send(app.url, `[${toolCall('slow', {})},${JSON.stringify(cancel)}]`);
  assert.deepEqual([unanswerable.status, unanswerable.body.error.code], [504, -32000]);
  end();
});

test('a client that leaves is no error', async () => {
  const { tool, end } = slowTool();
  await using app = await startApp({ products, tools: [tool] });
  await using client = await connect(app.url);
  const left = client.callTool({ name: 'slow', arguments: {} });
  left.catch(() => {});
  await sleep(50);
  await client.close();
  await assert.rejects(left);
  await sleep(50);
  end();
  await sleep(50);
  assert.ok(app.lines.some(({ cut }) => cut === true));
  assert.equal(app.lines.at(-1)?.outcome, 'ok');
  assert.ok(app.lines.every(({ level }) => level === 'info'));
});
