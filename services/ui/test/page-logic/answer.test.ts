import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageModule } from './page-module.ts';

const { newAnswer, afterEvent, stopped, failed } = await pageModule('answer.js');

const CALL = { type: 'tool_call', id: 't1', name: 'search', input: { query: 'x' } };
const RESULT = { type: 'tool_result', id: 't1', name: 'search', status: 'success', result: {} };

function after(...events: object[]) {
  let answer = newAnswer();
  for (const event of events) answer = afterEvent(answer, event);
  return answer;
}

test('text grows, and begins anew after a tool call', () => {
  const answer = after(
    { type: 'start' },
    { type: 'text', text: 'Let me ' },
    { type: 'text', text: 'look.' },
    CALL,
    RESULT,
    { type: 'text', text: 'Found.' },
    { type: 'done' },
  );
  assert.deepEqual(answer, {
    state: 'finished',
    parts: [
      { kind: 'text', text: 'Let me look.' },
      {
        kind: 'tool',
        id: 't1',
        name: 'search',
        input: { query: 'x' },
        status: 'success',
        result: {},
      },
      { kind: 'text', text: 'Found.' },
    ],
  });
});

test('results find their calls, whatever their order', () => {
  const other = { ...CALL, id: 't2' };
  const answer = after(CALL, other, { ...RESULT, id: 't2', status: 'error' }, RESULT);
  assert.deepEqual(
    answer.parts.map((part: { id: string; status: string }) => [part.id, part.status]),
    [
      ['t1', 'success'],
      ['t2', 'error'],
    ],
  );
});

test('an answer that ends early keeps what came, and no tool runs for ever', () => {
  const early = after({ type: 'text', text: 'half' }, CALL);
  const failure = { code: 'timed_out', message: 'Too long.', retryable: true };
  for (const ended of [
    stopped(early),
    failed(early, failure),
    afterEvent(early, { type: 'error', ...failure }),
  ]) {
    assert.deepEqual(
      ended.parts.map((part: { status?: string }) => part.status),
      [undefined, 'unfinished'],
    );
  }
  assert.deepEqual(failed(early, failure).failure, failure);
  assert.equal(stopped(early).state, 'stopped');
});

test('an event leaves the answer before it as it was, and unknown ones change nothing', () => {
  const before = after({ type: 'text', text: 'a' });
  afterEvent(before, { type: 'text', text: 'b' });
  assert.deepEqual(before.parts, [{ kind: 'text', text: 'a' }]);
  assert.equal(afterEvent(before, { type: 'of_tomorrow' }), before);
});
