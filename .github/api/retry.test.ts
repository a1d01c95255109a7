import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type End, waitBeforeRetry } from './retry.ts';

const NOW = 1_000;
const end = (status: number | undefined, headers: Record<string, string> = {}, more = {}): End => ({
  method: 'GET',
  ...(status !== undefined && { status }),
  headers: new Headers(headers),
  text: '',
  ...more,
});
const secondary = { text: '{"message": "You have exceeded a secondary rate limit."}' };
const empty = { 'x-ratelimit-remaining': '0' };

const cases: [what: string, end: End, tries: number, wait: number | undefined][] = [
  ['a fault of the server', end(502), 1, 1],
  ['a third fault', end(502), 3, 4],
  ['a fourth fault', end(502), 4, undefined],
  ['no answer', end(undefined), 2, 2],
  ['a fault while adding', end(502, {}, { method: 'POST' }), 1, undefined],
  ['no answer while adding', end(undefined, {}, { method: 'POST' }), 1, undefined],
  ['a limit that says how long', end(403, { 'retry-after': '7' }), 1, 7],
  ['a limit while adding', end(429, { 'retry-after': '7' }, { method: 'POST' }), 1, 7],
  ['a limit that says until when', end(403, { ...empty, 'x-ratelimit-reset': '1030' }), 1, 30],
  ['a limit that is over', end(403, { ...empty, 'x-ratelimit-reset': '990' }), 1, 0],
  ['a limit that lasts', end(403, { ...empty, 'x-ratelimit-reset': '4600' }), 1, undefined],
  ['a secondary limit', end(403, {}, secondary), 1, 60],
  ['no permission', end(403), 1, undefined],
  ['nothing there', end(404), 1, undefined],
];
for (const [what, ended, tries, wait] of cases) {
  test(`${what}: ${wait === undefined ? 'given up' : `again after ${wait} s`}`, () => {
    assert.equal(waitBeforeRetry(ended, tries, NOW), wait);
  });
}
