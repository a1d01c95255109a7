import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type Reply, says, stop, textParts, toolUseParts } from '../../test-support/replies.ts';
import { startAgent, type TestAgent } from '../../test-support/start-agent.ts';

let agent: TestAgent;

before(async () => {
  agent = await startAgent();
});
after(() => agent.close());
beforeEach(() => {
  agent.bedrock.calls.length = 0;
});

async function askWith(...replies: readonly Reply[]) {
  agent.bedrock.reply = (_call, number) => replies[number - 1] ?? says('Too far.');
  const response = await agent.chat('Hi');
  const body = (await response.json()) as { response?: string; error?: { code: string } };
  return { status: response.status, code: body.error?.code, response: body.response };
}

const FAILING: readonly [stopReason: string, status: number, code: string][] = [
  ['max_tokens', 422, 'output_too_long'],
  ['guardrail_intervened', 422, 'model_refused'],
  ['content_filtered', 422, 'model_refused'],
  ['model_context_window_exceeded', 422, 'conversation_too_long'],
  ['something_new', 502, 'model_output_invalid'],
  ['toString', 502, 'model_output_invalid'],
];

for (const [stopReason, status, code] of FAILING) {
  test(`${stopReason} is ${code}`, async () => {
    const failed = await askWith({ parts: [...textParts('Some'), ...stop(stopReason)] });
    assert.deepEqual(failed, { status, code, response: undefined });
    assert.equal(agent.bedrock.calls.length, 1);
  });
}

for (const stopReason of ['end_turn', 'stop_sequence']) {
  test(`${stopReason} ends the answer`, async () => {
    const { response } = await askWith({ parts: [...textParts('Done.'), ...stop(stopReason)] });
    assert.equal(response, 'Done.');
  });
}

for (const stopReason of ['malformed_model_output', 'malformed_tool_use']) {
  test(`${stopReason} is asked again once`, async () => {
    const malformed = { parts: [...textParts('<thinking>x</thinking>'), ...stop(stopReason)] };
    assert.equal((await askWith(malformed, says('Better.'))).response, 'Better.');
    agent.bedrock.calls.length = 0;
    const failed = await askWith(malformed, malformed);
    assert.deepEqual([failed.status, failed.code], [502, 'model_output_invalid']);
    assert.equal(agent.bedrock.calls.length, 2);
  });

  test(`${stopReason} after shown text is not asked again`, async () => {
    const failed = await askWith({ parts: [...textParts('I will'), ...stop(stopReason)] });
    assert.equal(failed.code, 'model_output_invalid');
    assert.equal(agent.bedrock.calls.length, 1);
  });
}

test('an answer without text, and tool_use without a call, count as malformed', async () => {
  assert.equal((await askWith({ parts: stop('end_turn') }, says('Now.'))).response, 'Now.');
  agent.bedrock.calls.length = 0;
  assert.equal((await askWith({ parts: stop('tool_use') }, says('Now.'))).response, 'Now.');
});

test('a call in a turn that says it is done is still run', async () => {
  const parts = [...toolUseParts([{ name: 'tell_time' }]), ...stop('end_turn')];
  assert.equal((await askWith({ parts }, says('Noon.'))).response, 'Noon.');
  assert.ok(agent.mcp.called.includes('tell_time'));
});
