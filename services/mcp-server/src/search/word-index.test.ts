import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildWordIndex, matchWord } from './word-index.ts';

const index = buildWordIndex([
  [
    { text: 'Running shoe', weight: 100 },
    { text: 'Shoes for running', weight: 10 },
  ],
  [{ text: 'Run', weight: 10 }],
  [{ text: 'Runner', weight: 10 }],
]);

test('the weightiest field of a document counts', () => {
  assert.deepEqual([...matchWord(index, 'shoes')], [[0, 100]]);
});

test('a word start is worth less than the word itself', () => {
  const matches = matchWord(index, 'run');
  assert.deepEqual(Object.fromEntries(matches), { 0: 80, 1: 10, 2: 8 });
});

test('a word that nothing holds matches nothing', () => {
  assert.equal(matchWord(index, 'zzz').size, 0);
  assert.equal(matchWord(buildWordIndex([]), 'run').size, 0);
});
