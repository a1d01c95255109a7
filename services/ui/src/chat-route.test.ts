import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventsOf, failureOf, itemsOf, say } from '../test/chat-request.ts';
import { type AnswerWriter, deadAddress, startFakeAgent } from '../test/fake-agent.ts';
import { startPageServer } from '../test/page-server.ts';

const CONVERSATION = '5f1d7e84-3b0a-4f5e-9a53-6d0c1c9a7b11';

test('an answer is passed through event by event, without the conversation id', async (t) => {
  const agent = await startFakeAgent(t);
  agent.answer = (answer, { body }) => {
    const secret = { conversation_id: body.conversation_id, internal: 'x' };
    answer.event('start', { ...secret, model: 'fake' });
    answer.response.write(': keep-alive\n\n');
    answer.event('tool_call', { ...secret, id: 't1', name: 'search', input: { query: 'shoes' } });
    answer.event('tool_result', {
      ...secret,
      id: 't1',
      name: 'search',
      status: 'success',
      result: { total: 0 },
    });
    answer.event('of_tomorrow', secret);
    answer.event('text', { ...secret, text: 'None.\nSorry' });
    answer.event('done', { ...secret, tools_used: ['search'], stop_reason: 'end_turn' });
    answer.response.end();
  };
  const page = await startPageServer(t, { AGENT_URL: agent.url });
  const response = await say(page, 'shoes?', { cookie: `conversation=${CONVERSATION}` });
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
  assert.equal(response.headers.get('cache-control'), 'no-store, no-transform');
  assert.deepEqual(await itemsOf(response), [
    { kind: 'event', event: 'start', data: '{"model":"fake"}' },
    { kind: 'comment', text: 'keep-alive' },
    {
      kind: 'event',
      event: 'tool_call',
      data: '{"id":"t1","name":"search","input":{"query":"shoes"}}',
    },
    {
      kind: 'event',
      event: 'tool_result',
      data: '{"id":"t1","name":"search","status":"success","result":{"total":0}}',
    },
    { kind: 'event', event: 'text', data: '{"text":"None.\\nSorry"}' },
    { kind: 'event', event: 'done', data: '{"tools_used":["search"],"stop_reason":"end_turn"}' },
  ]);
  assert.deepEqual(agent.requests[0]?.body, {
    message: 'shoes?',
    conversation_id: CONVERSATION,
  });
});

test('text reaches the visitor before the answer is complete', async (t) => {
  const agent = await startFakeAgent(t);
  let underWay: AnswerWriter | undefined;
  agent.answer = (answer) => {
    underWay = answer;
    answer.event('text', { text: 'first' });
  };
  const page = await startPageServer(t, { AGENT_URL: agent.url });
  const reader = (await say(page, 'hello')).body?.getReader();
  const piece = new TextDecoder().decode((await reader?.read())?.value);
  assert.equal(piece, 'event: text\ndata: {"text":"first"}\n\n');
  underWay?.response.end();
  await reader?.cancel();
});

test('an agent that refuses is heard with its own code', async (t) => {
  const agent = await startFakeAgent(t);
  const page = await startPageServer(t, { AGENT_URL: agent.url });
  for (const [status, expected] of [
    [409, 409],
    [503, 503],
    [500, 502],
    [404, 502],
  ] as const) {
    agent.answer = (answer) =>
      answer.refuse(status, { code: 'its_code', message: 'Its sentence.', retryable: true });
    const response = await say(page, 'hello');
    assert.equal(response.status, expected);
    assert.deepEqual(await failureOf(response), { code: 'its_code', retryable: true });
  }
});

test('an agent that is down, or no agent at all, is told in a sentence', async (t) => {
  const agent = await startFakeAgent(t);
  agent.answer = ({ response }) => void response.writeHead(200).end('hello');
  for (const AGENT_URL of [await deadAddress(), agent.url]) {
    const page = await startPageServer(t, { AGENT_URL });
    const response = await say(page, 'hello');
    assert.equal(response.status, 502);
    assert.deepEqual(await failureOf(response), { code: 'agent_unavailable', retryable: true });
  }
});

test('an answer that breaks off ends with an error and never silently', async (t) => {
  const agent = await startFakeAgent(t);
  const page = await startPageServer(t, { AGENT_URL: agent.url });
  const endings: ((answer: AnswerWriter) => void)[] = [
    (answer) => answer.response.end(),
    (answer) => answer.response.destroy(),
    (answer) => answer.response.end('event: text\ndata: not JSON\n\n'),
    (answer) => answer.response.end('event: done\ndata: {}\n\n'),
  ];
  for (const end of endings) {
    agent.answer = (answer) => {
      answer.event('text', { text: 'half an ans' });
      // Later, so that the first half is on its way when the end comes.
      setTimeout(() => end(answer), 50);
    };
    const events = await eventsOf(await say(page, 'hello'));
    assert.deepEqual(
      events.map(([event, data]) => [event, data.code ?? data.text, data.retryable]),
      [
        ['text', 'half an ans', undefined],
        ['error', 'answer_interrupted', true],
      ],
    );
  }
});

test('a silent agent is given up, before its answer and in the middle of it', async (t) => {
  const agent = await startFakeAgent(t);
  const page = await startPageServer(t, { AGENT_URL: agent.url, AGENT_SILENCE_SECONDS: '1' });
  agent.answer = () => {};
  const before = await say(page, 'hello');
  assert.equal(before.status, 504);
  assert.deepEqual(await failureOf(before), { code: 'timed_out', retryable: true });
  let left: Promise<void> | undefined;
  agent.answer = (answer) => {
    left = answer.closed;
    answer.event('text', { text: 'well' });
    setTimeout(() => answer.response.write(': keep-alive\n\n'), 700);
  };
  const started = performance.now();
  const events = await eventsOf(await say(page, 'hello'));
  assert.deepEqual(events.at(-1)?.[1].code, 'timed_out');
  assert.ok(performance.now() - started > 1_500, 'a comment must count as a sign of life');
  await left;
});

test('when the visitor leaves, the agent is told to stop', async (t) => {
  const agent = await startFakeAgent(t);
  const page = await startPageServer(t, { AGENT_URL: agent.url });
  const left = new Promise<void>((resolve) => {
    agent.answer = (answer) => {
      answer.event('text', { text: 'a long story' });
      void answer.closed.then(resolve);
    };
  });
  const response = await say(page, 'hello');
  await response.body?.cancel();
  await left;
});
