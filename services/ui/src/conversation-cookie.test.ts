import assert from 'node:assert/strict';
import { test } from 'node:test';
import { say } from '../test/chat-request.ts';
import { startFakeAgent } from '../test/fake-agent.ts';
import { startPageServer } from '../test/page-server.ts';

const CONVERSATION = '5f1d7e84-3b0a-4f5e-9a53-6d0c1c9a7b11';

test('two visitors have two conversations, and each keeps its own', async (t) => {
  const agent = await startFakeAgent(t);
  const page = await startPageServer(t, { AGENT_URL: agent.url });
  const cookies: string[] = [];
  for (const visitor of ['first', 'second']) {
    const response = await say(page, visitor);
    await response.text();
    const [cookie = ''] = response.headers.getSetCookie();
    assert.match(
      cookie,
      /^conversation=[0-9a-f-]{36}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    cookies.push(cookie.split(';')[0] ?? '');
  }
  for (const cookie of cookies) await (await say(page, 'again', { cookie })).text();
  const ids = agent.requests.map(({ body }) => body.conversation_id);
  assert.equal(new Set(ids).size, 2);
  assert.deepEqual(ids.slice(2), ids.slice(0, 2));
});

test('over https the cookie is bound to this host and to TLS', async (t) => {
  const agent = await startFakeAgent(t);
  const page = await startPageServer(t, { AGENT_URL: agent.url });
  const response = await say(page, 'hello', {
    'x-forwarded-proto': 'https',
    // A neighbouring subdomain can set a cookie without the prefix: it must not count.
    cookie: `conversation=${CONVERSATION}`,
  });
  await response.text();
  assert.match(
    response.headers.getSetCookie()[0] ?? '',
    /^__Host-conversation=[0-9a-f-]{36}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
  assert.notEqual(agent.requests[0]?.body.conversation_id, CONVERSATION);
});

test('a cookie that is no conversation id is replaced', async (t) => {
  const agent = await startFakeAgent(t);
  const page = await startPageServer(t, { AGENT_URL: agent.url });
  for (const value of ['admin', '', '%E0%A4%A', `${CONVERSATION}x`, '../conversations']) {
    await (await say(page, 'hello', { cookie: `conversation=${value}` })).text();
    assert.match(agent.requests.at(-1)?.body.conversation_id ?? '', /^[0-9a-f-]{36}$/);
  }
});
