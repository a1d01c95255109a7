import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { readEvents } from '../../test-support/read-events.ts';
import { says, textParts, uses } from '../../test-support/replies.ts';
import { startAgent, type TestAgent } from '../../test-support/start-agent.ts';
import { shortHash } from '../chat-report.ts';

async function start(t: TestContext, environment: Record<string, string> = {}): Promise<TestAgent> {
  const agent = await startAgent(environment);
  t.after(() => agent.close());
  return agent;
}

/** The model begins to answer and never ends. */
function hang(agent: TestAgent): void {
  agent.bedrock.reply = () => ({ parts: textParts('Hel'), ending: 'hang' });
}

async function code(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code;
}

function chatLines(agent: TestAgent) {
  return agent.logLines.filter(({ msg }) => msg === 'chat');
}

for (const path of ['/chat', '/chat/stream']) {
  test(`${path}: a second message while one is answered is conversation_busy`, async (t) => {
    const agent = await start(t);
    hang(agent);
    const id = randomUUID();
    const leaving = new AbortController();
    const first = await agent.stream('Hi', { conversationId: id, signal: leaving.signal });
    assert.equal(first.status, 200);
    const send =
      path === '/chat' ? agent.chat('Again', id) : agent.stream('Again', { conversationId: id });
    const second = await send;
    assert.equal(second.status, 409);
    assert.equal(await code(second), 'conversation_busy');
    agent.bedrock.reply = () => says('Hello.');
    assert.equal((await agent.chat('Another conversation')).status, 200);
    leaving.abort();
    await t.waitFor(async () => assert.equal((await agent.chat('Again', id)).status, 200));
  });

  test(`${path}: a client that leaves ends the work at Bedrock`, { timeout: 10_000 }, async (t) => {
    const agent = await start(t);
    hang(agent);
    const leaving = new AbortController();
    const sent = post(agent, path, leaving.signal);
    await t.waitFor(() => assert.equal(agent.bedrock.calls.length, 1));
    leaving.abort();
    await assert.rejects(sent, { name: 'AbortError' });
    await agent.bedrock.calls[0]?.closed;
    await t.waitFor(() => assert.equal(chatLines(agent)[0]?.outcome, 'client_left'));
    const loud = agent.logLines.filter(({ level }) => level === 'warn' || level === 'error');
    assert.deepEqual(loud, []);
  });

  test(`${path}: a client that leaves ends the tool call`, async (t) => {
    const agent = await start(t);
    agent.bedrock.reply = () => uses({ name: 'take_long' });
    const leaving = new AbortController();
    const sent = post(agent, path, leaving.signal);
    await t.waitFor(() => assert.deepEqual(agent.mcp.called, ['take_long']));
    leaving.abort();
    await assert.rejects(sent, { name: 'AbortError' });
    await t.waitFor(() => assert.equal(agent.mcp.abandoned, 1));
    assert.equal(agent.bedrock.calls.length, 1);
  });
}

async function post(agent: TestAgent, path: string, signal: AbortSignal): Promise<string> {
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ message: 'Hi' });
  const response = await fetch(agent.url + path, { method: 'POST', headers, body, signal });
  return response.text();
}

test('an answer that takes longer than the whole request may is timed_out', async (t) => {
  const agent = await start(t, { REQUEST_TIMEOUT_SECONDS: '1' });
  hang(agent);
  const started = performance.now();
  const response = await agent.chat('Hi');
  assert.equal(response.status, 504);
  assert.equal(await code(response), 'timed_out');
  const events = [];
  for await (const event of readEvents(await agent.stream('Hi'))) events.push(event);
  assert.deepEqual(
    events.map(({ event, data }) => [event, data.code]),
    [
      ['start', undefined],
      ['text', undefined],
      ['error', 'timed_out'],
    ],
  );
  assert.ok(performance.now() - started < 4_000);
  agent.bedrock.reply = () => uses({ name: 'take_long' });
  assert.equal(await code(await agent.chat('Hi')), 'timed_out');
  await t.waitFor(() => assert.equal(agent.mcp.abandoned, 1));
});

test('the next message may come as soon as the answer is done', async (t) => {
  const agent = await start(t);
  const id = randomUUID();
  for (let message = 0; message < 5; message += 1) {
    const stream = await agent.stream('Hi', { conversationId: id });
    for await (const { event } of readEvents(stream)) {
      if (event === 'done') break;
    }
  }
  assert.equal((await agent.chat('Hi', id)).status, 200);
  assert.equal(agent.bedrock.calls.at(-1)?.body.messages.length, 11);
});

test('a message that the client did not wait for leaves no trace in the conversation', async (t) => {
  const agent = await start(t);
  const id = randomUUID();
  hang(agent);
  const leaving = new AbortController();
  await agent.stream('Left', { conversationId: id, signal: leaving.signal });
  leaving.abort();
  agent.bedrock.reply = () => says('Hello.');
  await t.waitFor(async () => assert.equal((await agent.chat('Hi', id)).status, 200));
  assert.equal(agent.bedrock.calls.at(-1)?.body.messages.length, 1);
});

test('a forgotten conversation begins anew under its id', async (t) => {
  const agent = await start(t);
  const id = randomUUID();
  await agent.chat('Hi', id);
  for (let times = 0; times < 2; times += 1) {
    const forgotten = await fetch(`${agent.url}/conversations/${id}`, { method: 'DELETE' });
    assert.equal(forgotten.status, 204);
  }
  await agent.chat('Hi', id);
  assert.equal(agent.bedrock.calls.at(-1)?.body.messages.length, 1);
});

test('beyond the limit the least recently used conversation is forgotten', async (t) => {
  const agent = await start(t, { MAX_CONVERSATIONS: '2' });
  const [one, two, three] = [randomUUID(), randomUUID(), randomUUID()] as const;
  for (const id of [one, two, three, three, one]) await agent.chat('Hi', id);
  const lengths = agent.bedrock.calls.map(({ body }) => body.messages.length);
  assert.deepEqual(lengths, [1, 1, 1, 3, 1]);
});

test('a long conversation drops its oldest exchanges', async (t) => {
  const agent = await start(t, { MAX_HISTORY_MESSAGES: '4' });
  const id = randomUUID();
  for (let message = 0; message < 5; message += 1) await agent.chat(`Message ${message}`, id);
  const messages = agent.bedrock.calls.at(-1)?.body.messages ?? [];
  assert.deepEqual(
    messages.map(({ content }) => content?.[0]?.text),
    ['Message 2', 'Hello.', 'Message 3', 'Hello.', 'Message 4'],
  );
});

test('one log line a chat says what it took, and nothing of what was said', async (t) => {
  const agent = await start(t);
  agent.bedrock.reply = (_call, number) =>
    number === 1 ? uses({ name: 'find_things', input: { word: 'lamp' } }) : says('A lamp for you.');
  const id = randomUUID();
  const response = await agent.chat('A message to keep private', id);
  await response.text();
  const [line, ...more] = chatLines(agent);
  assert.equal(more.length, 0);
  assert.equal(line?.request_id, response.headers.get('x-request-id'));
  const { outcome, conversation, turns, tools, input_tokens, output_tokens } = line ?? {};
  assert.deepEqual(
    { outcome, conversation, turns, tools, input_tokens, output_tokens },
    {
      outcome: 'answered',
      conversation: shortHash(id),
      turns: 2,
      tools: ['find_things'],
      input_tokens: 22,
      output_tokens: 14,
    },
  );
  await fetch(`${agent.url}/conversations/${id}`, { method: 'DELETE' });
  const everything = JSON.stringify(agent.logLines);
  for (const secret of [id, 'private', 'lamp']) assert.ok(!everything.includes(secret), secret);
});
