import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from '@mcp-on-ecs/shared/logger.ts';
import { ConversationStore } from './conversations/conversation-store.ts';
import { type ChatServices, holdChat } from './hold-chat.ts';
import type { Model } from './model/model.ts';

const CHAT = { message: 'Hi', conversationId: '3f2c1f4e-9d53-4f0e-8f5e-0c2f6f1f7a11' };

const says: Model = async function* () {
  yield { type: 'text', text: 'Hello.' };
  const usage = { inputTokens: 1, outputTokens: 1 };
  yield { type: 'turn', turn: { text: 'Hello.', toolUses: [], stopReason: 'end_turn', usage } };
};

function services(model: Model = says): ChatServices & { readonly outcomes: unknown[] } {
  const outcomes: unknown[] = [];
  const write = (line: string) => void outcomes.push(JSON.parse(line).outcome);
  return {
    model,
    tools: { list: async () => [], call: () => Promise.reject(new Error('not called')) },
    maxTurns: 3,
    conversations: new ConversationStore({
      conversations: 5,
      idleMs: 60_000,
      history: { messages: 40, characters: 10_000 },
    }),
    modelId: 'model',
    logger: createLogger('agent', 'info', { write }),
    outcomes,
  };
}

function hold(given: ChatServices, signal = new AbortController().signal) {
  return holdChat(CHAT, given, { signal, requestId: 'r' });
}

test('the conversation is free, and knows the answer, when its client hears that it is done', async () => {
  const given = services();
  for await (const { type } of hold(given)) {
    if (type !== 'done') continue;
    const next = given.conversations.open(CHAT.conversationId);
    assert.equal(next.history.length, 1);
  }
  assert.deepEqual(given.outcomes, ['answered']);
});

test('an answer that nobody reads to its end frees the conversation and is not remembered', async () => {
  const given = services();
  for await (const { type } of hold(given)) if (type === 'text') break;
  assert.deepEqual(given.conversations.open(CHAT.conversationId).history, []);
  assert.deepEqual(given.outcomes, ['client_left']);
});

test('a fault of ours is internal_error for the client and has its stack in the log', async () => {
  const given = services(() => {
    throw new TypeError('a bug');
  });
  const read = async () => {
    for await (const _ of hold(given));
  };
  await assert.rejects(read(), {
    code: 'internal_error',
    message: 'Something went wrong on our side.',
  });
  assert.deepEqual(given.outcomes, ['internal_error']);
  given.conversations.open(CHAT.conversationId).close();
});
