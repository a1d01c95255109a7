import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startBedrockDouble } from '../../test-support/bedrock-double.ts';
import { textParts } from '../../test-support/replies.ts';
import { bedrockModel, createBedrockClient } from './bedrock-model.ts';
import type { ModelEvent } from './model.ts';

const REQUEST = {
  system: 'Be brief.',
  messages: [{ role: 'user' as const, content: [{ text: 'Hi' }] }],
  tools: [{ toolSpec: { name: 'now', inputSchema: { json: { type: 'object' } } } }],
};

async function start(t: TestContext, longestAnswerMs = 10_000) {
  const bedrock = await startBedrockDouble();
  const client = createBedrockClient(longestAnswerMs, {
    endpoint: bedrock.url,
    region: 'us-west-2',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  let open = true;
  const close = async () => {
    if (open) await bedrock.close();
    open = false;
  };
  t.after(async () => {
    client.destroy();
    await close();
  });
  const model = bedrockModel(client, { modelId: 'model', maxTokens: 100 });
  const read = async (signal = new AbortController().signal) => {
    const events: ModelEvent[] = [];
    for await (const event of model(REQUEST, signal)) events.push(event);
    return events;
  };
  return { bedrock, read, close };
}

test('an abort ends the stream with its own reason and closes it at Bedrock', {
  timeout: 10_000,
}, async (t) => {
  const { bedrock, read } = await start(t);
  for (const parts of [textParts('Hel'), []]) {
    bedrock.reply = () => ({ parts, ending: 'hang' });
    const controller = new AbortController();
    const reason = new Error('left');
    setTimeout(() => controller.abort(reason), 100);
    await assert.rejects(read(controller.signal), reason);
    await bedrock.calls.at(-1)?.closed;
  }
});

test('an abort does not wait for the pause before the next attempt', async (t) => {
  const { bedrock, read } = await start(t);
  const controller = new AbortController();
  const reason = new Error('left');
  bedrock.reply = () => {
    setTimeout(() => controller.abort(reason), 50);
    return { status: 429, exception: 'ThrottlingException', retryAfterSeconds: 2 };
  };
  const started = performance.now();
  await assert.rejects(read(controller.signal), reason);
  assert.ok(performance.now() - started < 1_500);
});

test('a stream that goes silent ends after the longest answer and a margin', async (t) => {
  const { bedrock, read } = await start(t, -4_800);
  bedrock.reply = () => ({ parts: textParts('Hel'), ending: 'hang' });
  await assert.rejects(read(), { code: 'model_unavailable' });
});

test('a Bedrock that can not be reached is model_unavailable', async (t) => {
  const { read, close } = await start(t);
  await close();
  await assert.rejects(read(), { code: 'model_unavailable' });
});
