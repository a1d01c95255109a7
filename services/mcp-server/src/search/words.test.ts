import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryWords, wordKey, wordsOf } from './words.ts';

test('singular and plural have the same key', () => {
  const pairs = [
    ['laptop', 'laptops'],
    ['shoe', 'shoes'],
    ['watch', 'watches'],
    ['dress', 'dresses'],
    ['box', 'boxes'],
    ['battery', 'batteries'],
    ['cookie', 'cookies'],
    ['toy', 'toys'],
    ['knife', 'knives'],
    ['lens', 'lenses'],
    ['tv', 'tvs'],
    ['case', 'cases'],
    ['clothing', 'clothes'],
  ] as const;
  for (const [one, many] of pairs) assert.equal(wordKey(many), wordKey(one), many);
});

test('different words keep different keys', () => {
  const pairs = [
    ['car', 'care'],
    ['glass', 'gla'],
    ['bus', 'bu'],
    ['shoe', 'shop'],
  ] as const;
  for (const [one, other] of pairs) assert.notEqual(wordKey(one), wordKey(other), other);
});

test('a text is found under its words, its compounds and its measures', () => {
  assert.deepEqual(wordsOf('T-Shirt'), ['t', 'shirt', 'tshirt']);
  assert.deepEqual(wordsOf('16 GB memory'), ['16', '16gb', 'gb', 'memory']);
  assert.deepEqual(wordsOf('65W'), ['65w', '65', 'w']);
  assert.deepEqual(wordsOf("Chef's Café, 20,000 mAh."), [
    'chef',
    'cafe',
    '20000',
    '20000mah',
    'mah',
  ]);
  assert.deepEqual(wordsOf('Bluetooth 5.3'), ['bluetooth', '5.3']);
});

test('a query loses its stop words and single letters, and keeps numbers', () => {
  assert.deepEqual(queryWords('Show me all the laptops'), ['laptops']);
  assert.deepEqual(queryWords('a'), []);
  assert.deepEqual(queryWords('x'), []);
  assert.deepEqual(queryWords('  '), []);
  assert.deepEqual(queryWords('2 laptops'), ['2', 'laptops']);
  assert.deepEqual(queryWords('t-shirt'), ['tshirt']);
  assert.deepEqual(queryWords('noise-cancelling'), ['noise', 'cancelling']);
});
