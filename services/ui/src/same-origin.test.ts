import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventsOf, failureOf, say } from '../test/chat-request.ts';
import { startFakeAgent } from '../test/fake-agent.ts';
import { startPageServer } from '../test/page-server.ts';

test('what another site makes a browser send is refused', async (t) => {
  const agent = await startFakeAgent(t);
  const page = await startPageServer(t, { AGENT_URL: agent.url });
  const refused: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: page },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:1' },
  ];
  for (const headers of refused) {
    const response = await say(page, 'hello', headers);
    assert.equal(response.status, 403, JSON.stringify(headers));
    assert.deepEqual(await failureOf(response), { code: 'cross_site_request', retryable: false });
    assert.deepEqual(response.headers.getSetCookie(), []);
  }
  assert.equal(agent.requests.length, 0);
  const own = await say(page, 'hello', { origin: page });
  assert.equal((await eventsOf(own)).at(-1)?.[0], 'done');
});
