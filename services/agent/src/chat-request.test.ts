import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readChatRequest, readConversationId } from './chat-request.ts';

const ID = '3f2c1f4e-9d53-4f0e-8f5e-0c2f6f1f7a11';
const LIMIT = 10;

test('a message is trimmed and its conversation kept', () => {
  const body = { message: '  hello ', conversation_id: ID };
  assert.deepEqual(readChatRequest(body, LIMIT), { message: 'hello', conversationId: ID });
});

test('without an id each message begins a conversation of its own', () => {
  const [one, two] = [1, 2].map(() => readChatRequest({ message: 'hello' }, LIMIT));
  assert.notEqual(one?.conversationId, two?.conversationId);
  assert.equal(readConversationId(one?.conversationId), one?.conversationId);
});

test('half a surrogate pair is replaced, for it is no text', () => {
  assert.equal(readChatRequest({ message: 'a\ud800' }, LIMIT).message, 'a\ufffd');
});

test('a message may be as long as the limit and no longer', () => {
  assert.equal(readChatRequest({ message: 'x'.repeat(LIMIT) }, LIMIT).message.length, LIMIT);
  assert.throws(() => readChatRequest({ message: 'x'.repeat(LIMIT + 1) }, LIMIT), {
    code: 'message_too_long',
    message: 'The message has 11 characters; at most 10 are allowed.',
  });
});

test('each wrong body is told what is wrong with it', () => {
  const cases: readonly [body: unknown, sentence: string][] = [
    [undefined, 'The body must be a JSON object with a message.'],
    [[], 'The body must be a JSON object with a message.'],
    [{}, 'message must be a text.'],
    [{ message: 5 }, 'message must be a text.'],
    [{ message: ' \n ' }, 'message must not be empty.'],
    [{ message: 'hi', conversation_id: 'me' }, 'conversation_id must be a UUID.'],
    [{ message: 'hi', conversation_id: null }, 'conversation_id must be a UUID.'],
    [{ message: 'hi', conversationId: ID }, 'The body may hold only message and conversation_id.'],
  ];
  for (const [body, message] of cases) {
    assert.throws(() => readChatRequest(body, LIMIT), { code: 'invalid_request', message });
  }
});
