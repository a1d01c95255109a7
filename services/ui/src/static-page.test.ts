import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPageServer } from '../test/page-server.ts';

/** These files come from the page server alone. */
const NO_AGENT = { AGENT_URL: 'http://agent.invalid' };

test('files are asked for anew each time, and not sent anew when they are the same', async (t) => {
  const page = await startPageServer(t, NO_AGENT);
  const first = await fetch(page);
  assert.equal(first.status, 200);
  assert.equal(first.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.equal(first.headers.get('cache-control'), 'no-cache');
  const etag = first.headers.get('etag') ?? '';
  // undici adds `cache-control: no-cache` to a request with a condition, which asks for a full answer.
  const again = await fetch(page, {
    headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' },
  });
  assert.equal(again.status, 304);
});

test('HEAD tells the size and sends nothing', async (t) => {
  const page = await startPageServer(t, NO_AGENT);
  const response = await fetch(`${page}/scripts/main.js`, { method: 'HEAD' });
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/javascript/);
  assert.ok(Number(response.headers.get('content-length')) > 0);
  assert.equal(await response.text(), '');
});

test('the icon is a local picture', async (t) => {
  const page = await startPageServer(t, NO_AGENT);
  const response = await fetch(`${page}/favicon.svg`);
  assert.equal(response.headers.get('content-type'), 'image/svg+xml');
});

test('the page refers to nothing on another host and holds nothing inline', async (t) => {
  const page = await startPageServer(t, NO_AGENT);
  for (const path of ['/', '/not-found.html']) {
    const html = await (await fetch(page + path)).text();
    assert.doesNotMatch(html, /(?:src|href)="(?:https?:)?\/\//);
    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
  }
});

test('what does not exist is a small page for people and JSON for programs', async (t) => {
  const page = await startPageServer(t, NO_AGENT);
  const forPeople = await fetch(`${page}/nothing`, { headers: { accept: 'text/html,*/*;q=0.8' } });
  assert.equal(forPeople.status, 404);
  assert.match(await forPeople.text(), /There is nothing here/);
  const forPrograms = await fetch(`${page}/nothing`);
  assert.equal(forPrograms.status, 404);
  assert.deepEqual(await forPrograms.json(), {
    error: {
      code: 'not_found',
      message: 'There is nothing at this address.',
      retryable: false,
    },
  });
  const api = await fetch(`${page}/api/nothing`, { headers: { accept: 'text/html' } });
  assert.match(api.headers.get('content-type') ?? '', /^application\/json/);
});

test('folders are not listed and paths do not climb', async (t) => {
  const page = await startPageServer(t, NO_AGENT);
  for (const path of [
    '/scripts/',
    '/scripts',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/%E0%A4%A',
  ]) {
    const { status } = await fetch(page + path);
    assert.ok(status === 403 || status === 404, `${path} answered ${status}`);
  }
});
