import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { allEvents } from '../../test-support/read-events.ts';
import { says, stop, textParts, toolUseParts, uses } from '../../test-support/replies.ts';
import { startAgent, type TestAgent } from '../../test-support/start-agent.ts';
import { LAMP } from '../../test-support/thing-tools.ts';
import { SYSTEM_PROMPT } from './system-prompt.ts';

let agent: TestAgent;

before(async () => {
  agent = await startAgent({ MAX_TURNS: '4', MAX_TOOL_RESULT_CHARACTERS: '1000' });
});
after(() => agent.close());
beforeEach(() => {
  agent.bedrock.calls.length = 0;
  agent.mcp.called.length = 0;
});

/** Answers the n-th call of a test with the n-th reply, and the last one from then on. */
function script(...replies: ReturnType<typeof says>[]): void {
  agent.bedrock.reply = (_call, number) => replies[number - 1] ?? replies.at(-1) ?? says('?');
}

async function ask(message: string, conversationId?: string) {
  const response = await agent.chat(message, conversationId);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** The content of the last message that the model was given in a call. */
function given(call: number): unknown {
  return agent.bedrock.calls[call - 1]?.body.messages.at(-1);
}

test('a plain answer takes one turn and no tool', async () => {
  script(says('Hel', 'lo.'));
  const { status, body } = await ask('Hi');
  assert.equal(status, 200);
  assert.equal(body.response, 'Hello.');
  assert.deepEqual(body.tools_used, []);
  assert.match(String(body.conversation_id), /^[0-9a-f-]{36}$/);
  assert.equal(agent.bedrock.calls.length, 1);
});

test('the model gets the prompt, temperature 0 and every listed tool in the form Nova takes', async () => {
  script(says('Hello.'));
  await ask('Hi');
  const [call] = agent.bedrock.calls;
  assert.equal(call?.path, '/model/global.amazon.nova-2-lite-v1%3A0/converse-stream');
  assert.deepEqual(call.body.inferenceConfig, { maxTokens: 2048, temperature: 0 });
  assert.deepEqual(call.body.system, [{ text: SYSTEM_PROMPT }]);
  const { tools } = call.body.toolConfig;
  assert.deepEqual(
    tools.map(({ toolSpec }) => toolSpec.name),
    ['find_things', 'tell_time', 'refuse', 'write_much', 'take_long'],
  );
  assert.deepEqual(tools[0]?.toolSpec.inputSchema, {
    json: { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] },
  });
});

test('a tool round trip: the call, its structured result, then the answer', async () => {
  script(
    uses({ name: 'find_things', id: 'a', input: { word: 'lamp' } }),
    says('A brass lamp for $40.'),
  );
  const { body } = await ask('Do you have lamps?');
  assert.equal(body.response, 'A brass lamp for $40.');
  assert.deepEqual(body.tools_used, ['find_things']);
  assert.deepEqual(agent.bedrock.calls[1]?.body.messages, [
    { role: 'user', content: [{ text: 'Do you have lamps?' }] },
    {
      role: 'assistant',
      content: [{ toolUse: { toolUseId: 'a', name: 'find_things', input: { word: 'lamp' } } }],
    },
    {
      role: 'user',
      content: [
        {
          toolResult: {
            toolUseId: 'a',
            status: 'success',
            content: [{ json: { things: [LAMP] } }],
          },
        },
      ],
    },
  ]);
});

test('several calls of one turn run side by side, their results come in one message in order', async () => {
  script(
    uses(
      { name: 'find_things', id: 'a', input: { word: 'lamp' } },
      { name: 'tell_time', id: 'b' },
      { name: 'refuse', id: 'c' },
      { name: 'find_things', id: 'd', input: { word: 'chair' } },
    ),
    says('Done.'),
  );
  const { body } = await ask('All of it');
  assert.deepEqual(body.tools_used, ['find_things', 'tell_time', 'refuse']);
  assert.equal(agent.mcp.called.length, 4);
  const result = (toolUseId: string, status: string, content: object) => ({
    toolResult: { toolUseId, status, content: [content] },
  });
  assert.deepEqual(given(2), {
    role: 'user',
    content: [
      result('a', 'success', { json: { things: [LAMP] } }),
      result('b', 'success', { text: 'It is noon.' }),
      result('c', 'error', { text: 'No such thing.' }),
      result('d', 'success', { json: { things: [] } }),
    ],
  });
});

test('a follow-up sees the whole exchange before it, tool results included', async () => {
  script(
    uses({ name: 'find_things', id: 'a', input: { word: 'lamp' } }),
    says('A brass lamp.'),
    says('It costs $40.'),
  );
  const { body } = await ask('Do you have lamps?');
  const followUp = await ask('What does it cost?', String(body.conversation_id));
  assert.equal(followUp.body.conversation_id, body.conversation_id);
  const messages = agent.bedrock.calls[2]?.body.messages ?? [];
  assert.deepEqual(
    messages.map(({ role, content }) => [role, Object.keys(content?.[0] ?? {})[0]]),
    [
      ['user', 'text'],
      ['assistant', 'toolUse'],
      ['user', 'toolResult'],
      ['assistant', 'text'],
      ['user', 'text'],
    ],
  );
});

test('a conversation knows nothing of another', async () => {
  script(says('Hello.'));
  await ask('My secret is blue.');
  await ask('What is my secret?');
  assert.equal(agent.bedrock.calls[1]?.body.messages.length, 1);
});

test('thinking is neither shown nor remembered', async () => {
  script(
    {
      parts: [
        ...textParts('<thi', 'nking>I need the tool</thin', 'king>\n', 'Let me look.'),
        ...toolUseParts([{ name: 'tell_time' }]),
        ...stop('tool_use'),
      ],
    },
    says('<thinking>now I know</thinking>', 'Noon.'),
  );
  const { body } = await ask('What time is it?');
  assert.equal(body.response, 'Let me look.\n\nNoon.');
  assert.doesNotMatch(JSON.stringify(agent.bedrock.calls[1]?.body.messages), /thinking/);
});

test('a call of a tool that does not exist is told to the model', async () => {
  script(uses({ name: 'no such tool!', id: 'a' }), says('Sorry.'));
  const { status, body } = await ask('Hi');
  assert.equal(status, 200);
  assert.equal(body.response, 'Sorry.');
  assert.deepEqual(given(2), {
    role: 'user',
    content: [
      {
        toolResult: {
          toolUseId: 'a',
          status: 'error',
          content: [{ text: 'There is no tool of this name.' }],
        },
      },
    ],
  });
  // Converse would refuse the history if it held a name that no tool may have.
  const call = agent.bedrock.calls[1]?.body.messages[1]?.content?.[0];
  assert.equal(call?.toolUse?.name, 'no_such_tool_');
});

test('input that is no JSON is told to the model, the call is not made', async () => {
  script(uses({ name: 'find_things', id: 'a', input: '{"word": "la' }), says('Sorry.'));
  const { body } = await ask('Hi');
  assert.equal(body.response, 'Sorry.');
  assert.deepEqual(agent.mcp.called, []);
  assert.match(JSON.stringify(given(2)), /"status":"error"/);
});

test('input that the tool refuses is an error result, and the model can do better', async () => {
  script(
    uses({ name: 'find_things', id: 'a', input: { word: 5 } }),
    uses({ name: 'find_things', id: 'b', input: { word: 'lamp' } }),
    says('Found.'),
  );
  const { body } = await ask('Hi');
  assert.equal(body.response, 'Found.');
  assert.match(JSON.stringify(given(2)), /"status":"error"/);
  assert.match(JSON.stringify(given(3)), /"status":"success"/);
});

test('a long tool result is cut before the model gets it', async () => {
  script(uses({ name: 'write_much' }), says('Much.'));
  await ask('Hi');
  const message = JSON.stringify(given(2));
  assert.ok(message.length < 1_300, `${message.length} characters`);
  assert.match(message, /Cut here/);
});

test('more turns than allowed end with too_many_turns, without running the last calls', async () => {
  script(uses({ name: 'tell_time' }));
  const { status, body } = await ask('Hi');
  assert.equal(status, 422);
  assert.equal((body.error as { code: string }).code, 'too_many_turns');
  assert.equal(agent.bedrock.calls.length, 4);
  assert.equal(agent.mcp.called.length, 3);
});

test('an exchange that failed leaves the history as it was', async () => {
  script(says('One.'), uses({ name: 'tell_time' }), { parts: stop('max_tokens') }, says('Two.'));
  const { body } = await ask('First');
  const id = String(body.conversation_id);
  assert.equal((await ask('Second', id)).status, 422);
  assert.equal((await ask('Third', id)).body.response, 'Two.');
  assert.deepEqual(agent.bedrock.calls[3]?.body.messages, [
    { role: 'user', content: [{ text: 'First' }] },
    { role: 'assistant', content: [{ text: 'One.' }] },
    { role: 'user', content: [{ text: 'Third' }] },
  ]);
});

test('a stream shows calls and results where they happen', async () => {
  script(
    uses({ name: 'find_things', id: 'a', input: { word: 'lamp' } }, { name: 'refuse', id: 'b' }),
    says('A ', 'lamp.'),
  );
  const events = await allEvents(await agent.stream('Lamps?'));
  const id = events[0]?.data.conversation_id;
  assert.deepEqual(events, [
    { event: 'start', data: { conversation_id: id, model: 'global.amazon.nova-2-lite-v1:0' } },
    { event: 'tool_call', data: { id: 'a', name: 'find_things', input: { word: 'lamp' } } },
    { event: 'tool_call', data: { id: 'b', name: 'refuse', input: {} } },
    {
      event: 'tool_result',
      data: { id: 'a', name: 'find_things', status: 'success', result: { things: [LAMP] } },
    },
    {
      event: 'tool_result',
      data: { id: 'b', name: 'refuse', status: 'error', result: { text: 'No such thing.' } },
    },
    { event: 'text', data: { text: 'A ' } },
    { event: 'text', data: { text: 'lamp.' } },
    {
      event: 'done',
      data: {
        conversation_id: id,
        tools_used: ['find_things', 'refuse'],
        stop_reason: 'end_turn',
      },
    },
  ]);
});
