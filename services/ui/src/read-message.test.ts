import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventsOf, failureOf, say } from '../test/chat-request.ts';
import { deadAddress, startFakeAgent } from '../test/fake-agent.ts';
import { startPageServer } from '../test/page-server.ts';

test('a bad message is refused with a code and does not reach the agent', async (t) => {
  const agent = await startFakeAgent(t);
  const page = await startPageServer(t, { AGENT_URL: agent.url, MAX_MESSAGE_CHARACTERS: '20' });
  for (const message of [undefined, '', ' \n ', 7, ['hello'], { text: 'hello' }]) {
    const response = await say(page, message);
    assert.equal(response.status, 400);
    assert.deepEqual(await failureOf(response), { code: 'invalid_request', retryable: false });
  }
  const long = await say(page, 'x'.repeat(21));
  assert.equal(long.status, 400);
  assert.deepEqual(await failureOf(long), { code: 'message_too_long', retryable: false });
  const huge = await say(page, 'x'.repeat(5_000));
  assert.equal(huge.status, 413);
  assert.deepEqual(await failureOf(huge), { code: 'body_too_large', retryable: false });
  assert.equal(agent.requests.length, 0);
  assert.equal((await eventsOf(await say(page, '\u{1f45f}'.repeat(10)))).at(-1)?.[0], 'done');
});

test('a body that is not JSON is refused in JSON', async (t) => {
  const page = await startPageServer(t, { AGENT_URL: await deadAddress() });
  const bodies: [string, string, number][] = [
    ['application/json', '{"message": ', 400],
    ['application/json; charset=latin1', '{"message": "x"}', 415],
    ['text/plain', '{"message": "hello"}', 400],
    ['application/x-www-form-urlencoded', 'message=hello', 400],
  ];
  for (const [type, body, status] of bodies) {
    const headers = { 'content-type': type };
    const response = await fetch(`${page}/api/chat`, { method: 'POST', headers, body });
    assert.equal(response.status, status, type);
    assert.deepEqual(await failureOf(response), { code: 'invalid_request', retryable: false });
  }
});
