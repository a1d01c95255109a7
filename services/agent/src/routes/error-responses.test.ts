import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { startAgent, type TestAgent } from '../../test-support/start-agent.ts';

let agent: TestAgent;

before(async () => {
  agent = await startAgent({ MAX_BODY_BYTES: '1000', MAX_MESSAGE_CHARACTERS: '100' });
});
after(() => agent.close());

const JSON_TYPE = { 'Content-Type': 'application/json' };

interface Case {
  readonly name: string;
  readonly headers?: Record<string, string>;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly status: number;
  readonly code: string;
}

const CASES: readonly Case[] = [
  { name: 'malformed JSON', body: '{"message":', status: 400, code: 'invalid_request' },
  { name: 'a body that is no object', body: '"hi"', status: 400, code: 'invalid_request' },
  { name: 'an empty body', body: '', status: 400, code: 'invalid_request' },
  { name: 'an empty message', body: '{"message":""}', status: 400, code: 'invalid_request' },
  {
    name: 'a conversation id that is no UUID',
    body: '{"message":"hi","conversation_id":"../../etc"}',
    status: 400,
    code: 'invalid_request',
  },
  {
    name: 'a message over the limit',
    body: JSON.stringify({ message: 'x'.repeat(101) }),
    status: 400,
    code: 'message_too_long',
  },
  {
    name: 'a body over the limit',
    body: JSON.stringify({ message: 'x'.repeat(1_001) }),
    status: 413,
    code: 'body_too_large',
  },
  {
    name: 'a small body that unpacks beyond the limit',
    headers: { ...JSON_TYPE, 'Content-Encoding': 'gzip' },
    body: new Uint8Array(gzipSync(JSON.stringify({ message: 'x'.repeat(1_001) }))),
    status: 413,
    code: 'body_too_large',
  },
  {
    name: 'another content type',
    headers: { 'Content-Type': 'text/plain' },
    body: '{"message":"hi"}',
    status: 415,
    code: 'unsupported_media_type',
  },
  {
    name: 'an unknown charset',
    headers: { 'Content-Type': 'application/json; charset=klingon' },
    body: '{"message":"hi"}',
    status: 415,
    code: 'unsupported_media_type',
  },
  {
    name: 'an unknown content encoding',
    headers: { ...JSON_TYPE, 'Content-Encoding': 'zip' },
    body: '{"message":"hi"}',
    status: 415,
    code: 'unsupported_media_type',
  },
];

for (const path of ['/chat', '/chat/stream']) {
  for (const { name, headers = JSON_TYPE, body, status, code } of CASES) {
    test(`${path}: ${name} is ${status} ${code}`, async () => {
      const response = await fetch(agent.url + path, { method: 'POST', headers, body });
      assert.equal(response.status, status);
      const { error } = (await response.json()) as { error: Record<string, unknown> };
      assert.deepEqual(Object.keys(error), ['code', 'message', 'retryable']);
      assert.deepEqual([error.code, error.retryable], [code, false]);
    });
  }
}

test('nothing of a bad request reaches the model', () => {
  assert.equal(agent.bedrock.calls.length, 0);
});

const ADDRESSES: readonly [
  method: string,
  path: string,
  status: number,
  code: string,
  allow?: string,
][] = [
  ['GET', '/', 404, 'not_found'],
  ['POST', '/chat/other', 404, 'not_found'],
  ['GET', '/%E0%A4%A', 404, 'not_found'],
  ['GET', '/chat', 405, 'method_not_allowed', 'POST'],
  ['PUT', '/chat/stream', 405, 'method_not_allowed', 'POST'],
  [
    'GET',
    '/conversations/3f2c1f4e-9d53-4f0e-8f5e-0c2f6f1f7a11',
    405,
    'method_not_allowed',
    'DELETE',
  ],
  ['DELETE', '/conversations/not-a-uuid', 400, 'invalid_request'],
  ['DELETE', '/conversations/%E0%A4%A', 400, 'invalid_request'],
];

for (const [method, path, status, code, allow] of ADDRESSES) {
  test(`${method} ${path} is ${status} ${code}`, async () => {
    const response = await fetch(agent.url + path, { method });
    assert.equal(response.status, status);
    assert.equal(response.headers.get('allow'), allow ?? null);
    assert.equal(response.headers.get('x-powered-by'), null);
    const { error } = (await response.json()) as { error: { code: string } };
    assert.equal(error.code, code);
  });
}
