import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Exchange, trimHistory } from './trim-history.ts';

const ROOMY = { messages: 100, characters: 100_000 };

/** An exchange with one tool round trip: four messages that must stay together. */
function exchange(name: string): Exchange {
  const toolUse = { toolUseId: name, name: 'find', input: {} };
  return [
    { role: 'user', content: [{ text: name }] },
    { role: 'assistant', content: [{ toolUse }] },
    { role: 'user', content: [{ toolResult: { toolUseId: name, content: [{ text: 'x' }] } }] },
    { role: 'assistant', content: [{ text: 'done' }] },
  ];
}

const [first, second, third] = [exchange('first'), exchange('second'), exchange('third')] as const;

test('a history within the limits stays as it is', () => {
  assert.deepEqual(trimHistory([first, second], ROOMY), [first, second]);
  assert.deepEqual(trimHistory([], ROOMY), []);
});

test('the oldest exchanges go as a whole, never half of one', () => {
  assert.deepEqual(trimHistory([first, second, third], { ...ROOMY, messages: 9 }), [second, third]);
  assert.deepEqual(trimHistory([first, second, third], { ...ROOMY, messages: 8 }), [second, third]);
  assert.deepEqual(trimHistory([first, second, third], { ...ROOMY, messages: 7 }), [third]);
});

test('characters count too', () => {
  const characters = JSON.stringify(second).length + JSON.stringify(third).length;
  assert.deepEqual(trimHistory([first, second, third], { ...ROOMY, characters }), [second, third]);
});

test('the newest exchange stays even when it is beyond the limits', () => {
  assert.deepEqual(trimHistory([first, second], { messages: 2, characters: 1 }), [second]);
});
