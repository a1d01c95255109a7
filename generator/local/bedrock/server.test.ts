import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type BedrockRuntimeClient,
  type ContentBlock,
  ConverseCommand,
  type Message,
  type ToolUseBlock,
} from '@aws-sdk/client-bedrock-runtime';
import type { JsonObject } from './converse-types.ts';
import { type BedrockStandIn, startBedrockStandIn } from './server.ts';
import {
  clientOf,
  eventsOf,
  MODEL_ID,
  sdkTools,
  streamCommand,
  textOf,
  typesOf,
  userSays,
} from './test-support/bedrock-client.ts';
import { runShopTool } from './test-support/small-shop.ts';

let standIn: BedrockStandIn;
let client: BedrockRuntimeClient;
const lines: string[] = [];

before(async () => {
  standIn = await startBedrockStandIn({ delayMs: 0, log: (line) => lines.push(line) });
  client = clientOf(standIn);
});

after(async () => {
  client.destroy();
  await standIn.close();
});

const converse = (messages: Message[], inferenceConfig = {}) =>
  client.send(
    new ConverseCommand({ modelId: MODEL_ID, messages, toolConfig: sdkTools, inferenceConfig }),
  );

test('Converse answers in words, with usage and metrics', async () => {
  const { output, stopReason, usage, metrics } = await converse(userSays('hello'));
  assert.equal(stopReason, 'end_turn');
  assert.equal(output?.message?.role, 'assistant');
  assert.match(output?.message?.content?.[0]?.text ?? '', /^Hello!/);
  assert.ok(usage?.inputTokens && usage.outputTokens);
  assert.equal(usage.totalTokens, usage.inputTokens + usage.outputTokens);
  assert.ok(metrics?.latencyMs !== undefined);
});

test('Converse answers with tool calls that have ids of their own', async () => {
  const { output, stopReason } = await converse(userSays('compare P001 and P002'));
  const uses = output?.message?.content?.map(({ toolUse }) => toolUse) ?? [];
  assert.equal(stopReason, 'tool_use');
  assert.deepEqual(
    uses.map((use) => use?.input),
    [{ product_id: 'P001' }, { product_id: 'P002' }],
  );
  assert.match(uses[0]?.toolUseId ?? '', /^tooluse_[0-9a-f]{32}$/);
  assert.notEqual(uses[0]?.toolUseId, uses[1]?.toolUseId);
});

test('ConverseStream sends the same text word by word, multi-byte characters whole', async () => {
  const question = userSays(
    'umbrellas ☂️ für 日本語の傘傘傘傘傘傘傘傘傘傘傘傘傘傘傘傘傘傘傘傘傘傘傘傘傘傘傘傘 👩‍👩‍👧',
  );
  const [call] = (await converse(question)).output?.message?.content ?? [];
  const { toolUseId = '', name = '', input } = call?.toolUse ?? {};
  const found: Message[] = [
    ...question,
    { role: 'assistant', content: [{ toolUse: { toolUseId, name, input } }] },
    {
      role: 'user',
      content: [{ toolResult: { toolUseId, content: [{ json: { products: [] } }] } }],
    },
  ];
  const whole = (await converse(found)).output?.message?.content?.[0]?.text;
  const events = await eventsOf(client, found);
  assert.deepEqual(typesOf(events), [
    'messageStart',
    'contentBlockDelta',
    'contentBlockStop',
    'messageStop',
    'metadata',
  ]);
  assert.ok(events.length > 10);
  assert.match(whole ?? '', /日本語の傘/);
  assert.equal(textOf(events), whole);
  assert.equal(events.find(({ messageStop }) => messageStop)?.messageStop?.stopReason, 'end_turn');
  assert.ok(events.at(-1)?.metadata?.usage?.totalTokens);
});

test('ConverseStream sends a tool call as a start and pieces of its JSON', async () => {
  const events = await eventsOf(client, userSays('Show me “Café ☕” books under $100'));
  assert.deepEqual(typesOf(events), [
    'messageStart',
    'contentBlockStart',
    'contentBlockDelta',
    'contentBlockStop',
    'messageStop',
    'metadata',
  ]);
  const start = events.find(({ contentBlockStart }) => contentBlockStart)?.contentBlockStart;
  const pieces = events.flatMap((event) => event.contentBlockDelta?.delta?.toolUse?.input ?? []);
  assert.equal(start?.start?.toolUse?.name, 'search_products');
  assert.ok(pieces.length > 3);
  assert.deepEqual(JSON.parse(pieces.join('')), { query: 'Café ☕', max_price: 99.99, limit: 50 });
});

test('a loop of question, tools and answer goes over the wire', async () => {
  const messages = userSays('Show me electronics under $100');
  for (let turn = 0; turn < 5; turn += 1) {
    const { output, stopReason } = await converse(messages);
    const message = output?.message ?? { role: 'assistant', content: [] };
    if (stopReason === 'end_turn') {
      assert.match(
        message.content?.[0]?.text ?? '',
        /^I found 1 product in Electronics under \$100/,
      );
      return;
    }
    messages.push(message, { role: 'user', content: message.content?.map(runUse) });
  }
  assert.fail('no answer');
});

function runUse({ toolUse }: ContentBlock): ContentBlock.ToolResultMember {
  const { toolUseId, name = '', input } = toolUse ?? {};
  const [block] = runShopTool({ name, input: input as JsonObject }).content;
  const json = block?.json as NonNullable<ToolUseBlock['input']>;
  return { toolResult: { toolUseId, content: [{ json }] } };
}

test('an answer longer than maxTokens is cut and says so', async () => {
  const { output, stopReason, usage } = await converse(userSays('what can you do?'), {
    maxTokens: 10,
  });
  assert.equal(stopReason, 'max_tokens');
  assert.equal(output?.message?.content?.[0]?.text?.length, 40);
  assert.ok((usage?.outputTokens ?? 0) < 30);
});

test('streams run side by side on one connection', async () => {
  const asked = ['hello', 'thanks', 'bye', 'what can you do?'];
  const texts = await Promise.all(
    asked.map(async (text) => textOf(await eventsOf(client, userSays(text)))),
  );
  assert.deepEqual(
    texts.map((text) => text.split(/[! ]/)[0]),
    ['Hello', 'You', 'Goodbye.', 'I'],
  );
});

test('HTTP/1.1 clients are answered on the same port', async () => {
  const response = await post('/model/any%3Amodel/converse', { messages: userSays('hello') });
  const body = (await response.json()) as { stopReason: string };
  assert.equal(response.status, 200);
  assert.equal(body.stopReason, 'end_turn');
});

test('what Bedrock would refuse is refused in its shape', async () => {
  const cases = [
    [await post('/model/m/converse', {}, {}), 403, 'AccessDeniedException'],
    [await post('/model/m/converse', { messages: [] }), 400, 'ValidationException'],
    [await post('/model/m/converse-stream', { messages: [] }), 400, 'ValidationException'],
    [await post('/model/m/converse', 'no json'), 400, 'SerializationException'],
    [await post('/model/m/invoke', {}), 404, 'UnknownOperationException'],
    [await fetch(standIn.url), 404, 'UnknownOperationException'],
  ] as const;
  for (const [response, status, name] of cases) {
    assert.equal(response.status, status, name);
    assert.equal(response.headers.get('x-amzn-errortype'), name);
    assert.deepEqual(Object.keys((await response.json()) as object), ['message']);
  }
});

test('the SDK sees a refusal as its exception', async () => {
  const wrong: Message[] = [{ role: 'assistant', content: [{ text: 'hello' }] }];
  await assert.rejects(converse(wrong), { name: 'ValidationException', $fault: 'client' });
  await assert.rejects(eventsOf(client, wrong), { name: 'ValidationException' });
});

test('a client that leaves in the middle stops its stream only', async () => {
  const slow = await startBedrockStandIn({ delayMs: 50, log: (line) => lines.push(line) });
  const own = clientOf(slow);
  const leaving = new AbortController();
  const { stream = [] } = await own.send(streamCommand(userSays('what can you do?')), {
    abortSignal: leaving.signal,
  });
  await assert.rejects(async () => {
    for await (const event of stream as AsyncIterable<object>) if (event) leaving.abort();
    throw new Error('it should not come to its end');
  });
  const lastLine = await lineThat(/the client left/);
  assert.match(lastLine, /converse-stream/);
  assert.match(textOf(await eventsOf(clientOf(slow), userSays('bye'))), /^Goodbye/);
  own.destroy();
  await slow.close();
});

async function lineThat(fits: RegExp): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const line = lines.find((candidate) => fits.test(candidate));
    if (line !== undefined) return line;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no line like ${fits}`);
}

test('closing ends open streams, and a busy port is told', async () => {
  const slow = await startBedrockStandIn({ delayMs: 1000 });
  const own = clientOf(slow);
  const open = eventsOf(own, userSays('what can you do?'));
  await assert.rejects(startBedrockStandIn({ port: slow.port }), { code: 'EADDRINUSE' });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await slow.close();
  // A closed HTTP/2 connection looks like an end to the SDK; only `messageStop` tells a real one.
  assert.deepEqual(typesOf(await open), ['messageStart']);
  own.destroy();
});

function post(
  path: string,
  body: unknown,
  headers: Record<string, string> = { authorization: 'Bearer local' },
): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(`${standIn.url}${path}`, { method: 'POST', headers, body: text });
}
