import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deadAddress, startFakeAgent } from '../test/fake-agent.ts';
import { startPageServer } from '../test/page-server.ts';

test('every answer carries the strict headers', async (t) => {
  const page = await startPageServer(t, { AGENT_URL: await deadAddress() });
  for (const path of ['/', '/api/config', '/nothing-here', '/scripts/main.js']) {
    const { headers } = await fetch(page + path);
    const policy = new Map(
      headers
        .get('content-security-policy')
        ?.split(';')
        .map((directive) => directive.split(/ (.*)/s, 2) as [string, string]),
    );
    assert.deepEqual(Object.fromEntries(policy), {
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'connect-src': "'self'",
      'img-src': "'self'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
      'base-uri': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    });
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('x-frame-options'), 'DENY');
    assert.equal(headers.get('referrer-policy'), 'same-origin');
    assert.equal(headers.get('x-powered-by'), null);
  }
});

test('the page is ready without an agent', async (t) => {
  const page = await startPageServer(t, { AGENT_URL: await deadAddress() });
  assert.equal((await fetch(`${page}/healthz`)).status, 200);
  assert.equal((await fetch(`${page}/readyz`)).status, 200);
});

test('the configuration names the model, examples and the message limit', async (t) => {
  const page = await startPageServer(t, {
    AGENT_URL: await deadAddress(),
    MODEL_LABEL: 'Amazon Nova 2 Lite',
    MAX_MESSAGE_CHARACTERS: '123',
  });
  const response = await fetch(`${page}/api/config`);
  const config = (await response.json()) as Record<string, unknown>;
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.equal(config.model_label, 'Amazon Nova 2 Lite');
  assert.equal(config.max_message_characters, 123);
  assert.ok((config.examples as string[]).includes('Show me electronics under $100'));
});

test('a reset forgets the conversation at the agent and begins another', async (t) => {
  const agent = await startFakeAgent(t);
  const page = await startPageServer(t, { AGENT_URL: agent.url });
  const old = '5f1d7e84-3b0a-4f5e-9a53-6d0c1c9a7b11';
  const response = await fetch(`${page}/api/reset`, {
    method: 'POST',
    headers: { cookie: `conversation=${old}` },
  });
  assert.equal(response.status, 204);
  const [cookie = ''] = response.headers.getSetCookie();
  assert.match(cookie, /^conversation=[0-9a-f-]{36};/);
  assert.doesNotMatch(cookie, new RegExp(old));
  assert.deepEqual(
    agent.requests.map(({ method, path }) => [method, path]),
    [['DELETE', `/conversations/${old}`]],
  );
});

test('a reset works while the agent is down, and is refused to another site', async (t) => {
  const page = await startPageServer(t, { AGENT_URL: await deadAddress() });
  const cookie = 'conversation=5f1d7e84-3b0a-4f5e-9a53-6d0c1c9a7b11';
  const down = await fetch(`${page}/api/reset`, { method: 'POST', headers: { cookie } });
  assert.equal(down.status, 204);
  assert.equal(down.headers.getSetCookie().length, 1);
  const foreign = await fetch(`${page}/api/reset`, {
    method: 'POST',
    headers: { cookie, origin: 'https://elsewhere.example' },
  });
  assert.equal(foreign.status, 403);
  assert.deepEqual(foreign.headers.getSetCookie(), []);
});
