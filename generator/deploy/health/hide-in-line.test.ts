import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hideInLine } from './hide-in-line.ts';

const SECRETS: readonly (readonly [string, string])[] = [
  ['token=abc123', 'abc123'],
  ['{"level":"info","password":"two words","user":"x"}', 'two words'],
  ['apiKey: zzz', 'zzz'],
  ['DB_PASSWORD=hunter2 and more', 'hunter2'],
  ['Authorization: Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
  ['{"headers":{"authorization":"Bearer abc"}}', 'abc'],
  ['cookie: session=one; other=two', 'two'],
  ['connecting to postgres://app:pa55@db:5432/x', 'pa55'],
  ['key AKIAIOSFODNN7EXAMPLE was refused', 'AKIAIOSFODNN7EXAMPLE'],
  ['got wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY9', 'wJalrXUtnFEMI'],
  ['GET /x?access_token=qwerty&page=2', 'qwerty'],
];

test('what sounds like a secret is hidden, by its name or its form', () => {
  for (const [line, secret] of SECRETS) {
    const shown = hideInLine(line);
    assert.ok(!shown.includes(secret), shown);
    assert.match(shown, /\(hidden\)/, line);
  }
});

test('what stands beside a secret stays', () => {
  assert.equal(
    hideInLine('GET /x?access_token=qwerty&page=2'),
    'GET /x?access_token=(hidden)&page=2',
  );
  assert.equal(
    hideInLine('{"level":"info","password":"two words","user":"x"}'),
    '{"level":"info","password":(hidden),"user":"x"}',
  );
});

test('ordinary lines are shown as they are', () => {
  for (const line of [
    '{"level":"error","msg":"catalog cannot be read","key":"product-catalog.json"}',
    'Error: connect ECONNREFUSED 10.20.0.5:6379',
    'ResourceInitializationError: failed to fetch secret arn:aws:secretsmanager:us-west-2:111111111111:secret:name-AbCdEf',
    'listening on port 8080 after 312 ms, MAX_TOKENS=4096',
  ]) {
    assert.equal(hideInLine(line), line);
  }
});

test('nothing in a line is obeyed, and a long one is cut', () => {
  const shown = hideInLine('a\u001b[31mred\n::error::x\u202E');
  assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}]/u);
  assert.equal(hideInLine('word '.repeat(500)).length, 400);
});
