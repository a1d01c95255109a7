import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { ConverseCall } from '../../test-support/bedrock-double.ts';
import {
  type McpDoubleOptions,
  SERVER_DETAIL,
  startMcpDouble,
} from '../../test-support/mcp-double.ts';
import { allEvents } from '../../test-support/read-events.ts';
import { says, uses } from '../../test-support/replies.ts';
import { startAgent, type TestAgent } from '../../test-support/start-agent.ts';
import { addThingTools } from '../../test-support/thing-tools.ts';

async function start(
  t: TestContext,
  environment: Record<string, string> = {},
  options: McpDoubleOptions = {},
): Promise<TestAgent> {
  const agent = await startAgent(environment, options);
  t.after(() => agent.close());
  answerWithTool(agent, 'find_things');
  return agent;
}

/** Calls the tool once a message, then says how it went. */
function answerWithTool(agent: TestAgent, name: string, input: object = { word: 'lamp' }): void {
  agent.bedrock.reply = (call) => {
    const status = toolStatus(call);
    return status ? says(status) : uses({ name, input });
  };
}

function toolStatus({ body }: ConverseCall): string | undefined {
  return body.messages.at(-1)?.content?.[0]?.toolResult?.status;
}

async function ask(agent: TestAgent) {
  const response = await agent.chat('Lamps?');
  const body = (await response.json()) as { response?: string; error?: { code: string } };
  return body.error?.code ?? body.response;
}

for (const stateful of [false, true]) {
  const kind = stateful ? 'stateful' : 'stateless';
  test(`a ${kind} server that goes away and comes back needs no restart of the agent`, async (t) => {
    const agent = await start(t, {}, { stateful });
    assert.equal(await ask(agent), 'success');
    await agent.mcp.close();
    assert.equal(await ask(agent), 'tools_unavailable');
    agent.mcp = await startMcpDouble({ port: agent.mcp.port, stateful });
    assert.equal(await ask(agent), 'success');
  });

  test(`a ${kind} server that restarts between two messages is not noticed`, async (t) => {
    const agent = await start(t, {}, { stateful });
    assert.equal(await ask(agent), 'success');
    await agent.mcp.close();
    agent.mcp = await startMcpDouble({ port: agent.mcp.port, stateful });
    assert.equal(await ask(agent), 'success');
  });
}

test('a server that a gateway reports as away is tools_unavailable, and its words stay inside', async (t) => {
  const agent = await start(t);
  assert.equal(await ask(agent), 'success');
  for (const status of [502, 503, 504]) {
    agent.mcp.failWith = status;
    const response = await agent.chat('Lamps?');
    const text = await response.text();
    assert.equal(response.status, 503);
    assert.equal(JSON.parse(text).error.code, 'tools_unavailable');
    assert.ok(!text.includes(SERVER_DETAIL));
  }
  agent.mcp.failWith = undefined;
  assert.equal(await ask(agent), 'success');
});

test('calls side by side that all meet a server that is away end as one failure', async (t) => {
  const agent = await start(t);
  assert.equal(await ask(agent), 'success');
  agent.bedrock.reply = () => {
    agent.mcp.failWith = 503;
    return uses({ name: 'tell_time' }, { name: 'tell_time' }, { name: 'find_things' });
  };
  assert.equal(await ask(agent), 'tools_unavailable');
  assert.equal((await fetch(`${agent.url}/healthz`)).status, 200);
});

test('a tool that fails is told to the model in our words', async (t) => {
  const agent = await start(t);
  assert.equal(await ask(agent), 'success');
  agent.mcp.failWith = 500;
  const events = await allEvents(await agent.stream('Lamps?'));
  const result = events.find(({ event }) => event === 'tool_result');
  assert.equal(result?.data.status, 'error');
  assert.deepEqual(result?.data.result, { text: 'The tool failed.' });
  assert.equal(events.at(-1)?.event, 'done');
});

test('a call that may have been carried out is repeated only if the tool says it is harmless', async (t) => {
  const agent = await start(t);
  assert.equal(await ask(agent), 'success');
  const listed = agent.mcp.listed;
  agent.mcp.failOnce('find_things');
  assert.equal(await ask(agent), 'success');
  answerWithTool(agent, 'tell_time', {});
  agent.mcp.failOnce('tell_time');
  assert.equal(await ask(agent), 'tools_unavailable');
  assert.equal(agent.mcp.listed, listed);
});

test('tools are listed once in a while, not for every message', async (t) => {
  const agent = await start(t, { TOOLS_CACHE_SECONDS: '60' });
  for (let message = 0; message < 3; message += 1) assert.equal(await ask(agent), 'success');
  assert.equal(agent.mcp.listed, 1);
});

test('a tool that the server got in the meantime is found', async (t) => {
  const agent = await start(t, { TOOLS_CACHE_SECONDS: '60' });
  assert.equal(await ask(agent), 'success');
  agent.mcp.addTools = (server, double) => {
    addThingTools(server, double);
    server.registerTool('brand_new', {}, () => ({ content: [{ type: 'text', text: 'new' }] }));
  };
  answerWithTool(agent, 'brand_new', {});
  assert.equal(await ask(agent), 'success');
  assert.equal(agent.mcp.listed, 2);
});

test('a tool that takes too long becomes an error result and its request is closed', async (t) => {
  const agent = await start(t, { TOOL_TIMEOUT_SECONDS: '1' });
  answerWithTool(agent, 'take_long', {});
  assert.equal(await ask(agent), 'error');
  await t.waitFor(() => assert.equal(agent.mcp.abandoned, 1));
});

test('a server without tools is tools_unavailable', async (t) => {
  const agent = await start(t, { TOOLS_CACHE_SECONDS: '1' });
  agent.mcp.addTools = (server) => {
    server.registerTool('only', {}, () => ({ content: [] })).disable();
  };
  await t.waitFor(async () => assert.equal(await ask(agent), 'tools_unavailable'), {
    timeout: 5_000,
  });
});

test('the agent is ready once the tools could be listed, and stays so', async (t) => {
  const agent = await start(t, { TOOLS_CACHE_SECONDS: '1' });
  const ready = async () => (await fetch(`${agent.url}/readyz`)).status;
  await t.waitFor(async () => assert.equal(await ready(), 200));
  await agent.mcp.close();
  assert.equal(await ask(agent), 'tools_unavailable');
  assert.equal(await ready(), 200);
  agent.mcp = await startMcpDouble({ port: agent.mcp.port });
});

test('the agent is not ready while the tools can not be listed, and becomes so by itself', async (t) => {
  const mcp = await startMcpDouble();
  await mcp.close();
  const agent = await start(t, { MCP_SERVER_URL: mcp.url });
  const ready = async () => (await fetch(`${agent.url}/readyz`)).status;
  assert.equal(await ready(), 503);
  assert.equal((await fetch(`${agent.url}/healthz`)).status, 200);
  await agent.mcp.close();
  agent.mcp = await startMcpDouble({ port: mcp.port });
  await t.waitFor(async () => assert.equal(await ready(), 200), { timeout: 5_000 });
});
