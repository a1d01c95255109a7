import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConversationStore } from './conversation-store.ts';
import type { Exchange } from './trim-history.ts';

const IDLE_MS = 60_000;

function newStore(conversations = 10, clock = { now: () => 1 }): ConversationStore {
  const history = { messages: 100, characters: 100_000 };
  return new ConversationStore({ conversations, idleMs: IDLE_MS, history }, clock);
}

function exchange(text: string): Exchange {
  return [
    { role: 'user', content: [{ text }] },
    { role: 'assistant', content: [{ text: 'yes' }] },
  ];
}

function remember(store: ConversationStore, id: string): void {
  const conversation = store.open(id);
  conversation.keep(exchange(id));
  conversation.close();
}

function recalls(store: ConversationStore, id: string): boolean {
  const conversation = store.open(id);
  conversation.close();
  return conversation.history.length > 0;
}

test('a kept exchange is there the next time, for its own conversation only', () => {
  const store = newStore();
  remember(store, 'a');
  assert.deepEqual(store.open('a').history, [exchange('a')]);
  assert.deepEqual(store.open('b').history, []);
});

test('an exchange that was not kept leaves no trace', () => {
  const store = newStore();
  store.open('a').close();
  assert.equal(recalls(store, 'a'), false);
});

test('one answer at a time in a conversation', () => {
  const store = newStore();
  const held = store.open('a');
  assert.throws(() => store.open('a'), { code: 'conversation_busy' });
  store.open('b').close();
  held.close();
  store.open('a').close();
});

test('the least recently used conversation makes room', () => {
  const store = newStore(2);
  remember(store, 'a');
  remember(store, 'b');
  assert.equal(recalls(store, 'a'), true);
  remember(store, 'c');
  assert.equal(recalls(store, 'b'), false);
  assert.equal(recalls(store, 'a'), true);
  assert.equal(store.size, 2);
});

test('an idle conversation is forgotten, a used one lives on', () => {
  const clock = { time: 1, now: () => clock.time };
  const store = newStore(10, clock);
  remember(store, 'a');
  clock.time += IDLE_MS - 1;
  assert.equal(recalls(store, 'a'), true);
  clock.time += IDLE_MS - 1;
  assert.equal(recalls(store, 'a'), true);
  clock.time += IDLE_MS + 1;
  assert.equal(recalls(store, 'a'), false);
});

test('an answer that ends after its conversation was forgotten does not bring it back', () => {
  const store = newStore();
  const held = store.open('a');
  store.forget('a');
  const fresh = store.open('a');
  held.keep(exchange('old'));
  held.close();
  assert.throws(() => store.open('a'), { code: 'conversation_busy' });
  fresh.close();
  assert.equal(recalls(store, 'a'), false);
});
