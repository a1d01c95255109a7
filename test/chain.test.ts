import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  chainOfThisFile,
  idsWhere,
  lastEvent,
  type Product,
  productsNamedIn,
  textOf,
  Visitor,
} from './support/running-chain.ts';

const running = chainOfThisFile();

const page = () => running.urlOf('ui');

const questions: [question: string, matches: (product: Product) => boolean][] = [
  [
    'Show me electronics under $100',
    ({ category, price }) => category === 'Electronics' && price < 100,
  ],
  ['What laptops do you have?', ({ name }) => name.includes('Laptop')],
  [
    'Find running shoes in stock',
    ({ name, in_stock }) => name.includes('Running Shoes') && in_stock,
  ],
  [
    'Clothing between $30 and $80',
    ({ category, price }) => category === 'Clothing' && price >= 30 && price <= 80,
  ],
];

for (const [question, matches] of questions) {
  test(`“${question}” is answered with exactly the products that the catalog holds for it`, async () => {
    const expected = idsWhere(matches);
    assert.ok(expected.length > 0);
    const events = await new Visitor(page()).ask(question);
    assert.equal(events[0]?.event, 'start');
    assert.equal(lastEvent(events).event, 'done');
    assert.deepEqual(productsNamedIn(textOf(events)), expected);
    const results = events.filter(({ event }) => event === 'tool_result');
    const found = results.flatMap(({ data }) => (data.result as { products: Product[] }).products);
    assert.deepEqual(found.map(({ id }) => id).sort(), expected);
  });
}

test('a follow-up is about the products of the answer before', async () => {
  const visitor = new Visitor(page());
  await visitor.ask('What laptops do you have?');
  const answer = textOf(await visitor.ask('Which of those are in stock?'));
  // What is not in stock may be said beside the list.
  const listed = answer.split('\n').filter((line) => line.startsWith('- '));
  const inStock = idsWhere(({ name, in_stock }) => name.includes('Laptop') && in_stock);
  assert.deepEqual(productsNamedIn(listed.join('\n')), inStock);
});

test('two visitors have conversations of their own', async () => {
  const [first, second] = [new Visitor(page()), new Visitor(page())];
  await Promise.all([
    first.ask('What laptops do you have?'),
    second.ask('Find running shoes in stock'),
  ]);
  const [laptops, shoes] = await Promise.all([
    first.ask('Tell me about the first one'),
    second.ask('Tell me about the first one'),
  ]);
  assert.match(textOf(laptops), /Laptop/);
  assert.doesNotMatch(textOf(laptops), /Running Shoes/);
  assert.match(textOf(shoes), /Running Shoes/);
});

test('the conversation id never reaches the page', async () => {
  const events = await new Visitor(page()).ask('Hello');
  assert.ok(!JSON.stringify(events).includes('conversation_id'));
});

test('/chat of the agent keeps the contract of the walkthrough', async () => {
  const chat = async (body: object) => {
    const response = await fetch(`${running.urlOf('agent')}/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as {
      response: string;
      conversation_id: string;
      tools_used: string[];
    };
    return { status: response.status, body: answer };
  };
  const first = await chat({ message: 'What laptops do you have?' });
  assert.equal(first.status, 200);
  assert.deepEqual(Object.keys(first.body).sort(), ['conversation_id', 'response', 'tools_used']);
  assert.deepEqual(first.body.tools_used, ['search_products']);
  const { conversation_id } = first.body;
  const second = await chat({ message: 'Tell me about the second one', conversation_id });
  assert.equal(second.body.conversation_id, conversation_id);
  assert.equal(productsNamedIn(second.body.response.split('\n')[0] ?? '').length, 1);
});

test('out of its depth the offline model says so', async () => {
  const events = await new Visitor(page()).ask('What will the weather be tomorrow?');
  assert.equal(lastEvent(events).event, 'done');
  assert.deepEqual(productsNamedIn(textOf(events)), []);
  assert.match(textOf(events), /offline/i);
});

test('the page says which model answers', async () => {
  const settings = (await (await fetch(`${page()}/api/config`)).json()) as { model_label: string };
  assert.match(settings.model_label, /offline model/i);
});

test('an oversized message is refused with a code, and the next one is answered', async () => {
  const visitor = new Visitor(page());
  const refused = await visitor.ask('x'.repeat(200_000));
  assert.match(String(lastEvent(refused).data.code), /too_(long|large)/);
  assert.equal(lastEvent(await visitor.ask('Hello')).event, 'done');
});

const post = (body: string) =>
  fetch(`${running.urlOf('mcp-server')}/mcp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body,
  });

const errorCode = async (response: Response) =>
  ((await response.json()) as { error: { code: number } }).error.code;

test('bad JSON-RPC is answered in JSON-RPC', async () => {
  const malformed = await post('{"jsonrpc": "2.0", ');
  assert.equal(malformed.status, 400);
  assert.equal(await errorCode(malformed), -32700);
  const notRpc = await post('{"hello": 1}');
  assert.equal(notRpc.status, 400);
  assert.equal(await errorCode(notRpc), -32600);
});

test('an oversized body is refused in JSON-RPC', async () => {
  const response = await post(JSON.stringify({ pad: 'x'.repeat(2_000_000) }));
  assert.equal(response.status, 413);
  assert.equal(typeof (await errorCode(response)), 'number');
});

test('every service is alive and ready', async () => {
  for (const { url } of running.chain.services) {
    for (const path of ['healthz', 'readyz']) {
      assert.equal((await fetch(`${url}/${path}`)).status, 200, `${url}/${path}`);
    }
  }
});
