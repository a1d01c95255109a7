import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitJson, splitText } from './split-deltas.ts';

test('text comes word by word, and together it is the same', () => {
  assert.deepEqual(splitText('One  two\nthree '), ['One', '  two', '\nthree', ' ']);
  assert.deepEqual(splitText(''), []);
});

test('a long text comes in some hundred pieces, a long word in whole characters', () => {
  const long = 'word and space '.repeat(500);
  assert.ok(splitText(long).length <= 120);
  assert.equal(splitText(long).join(''), long);
  const smiles = '😀'.repeat(60);
  assert.ok(splitText(smiles).every((piece) => piece.isWellFormed()));
  assert.equal(splitText(smiles).join(''), smiles);
});

test('JSON is cut anywhere but within a character', () => {
  const value = { query: '☕😀'.repeat(20), limit: 50 };
  const pieces = splitJson(value);
  assert.ok(pieces.length > 3);
  assert.ok(pieces.every((piece) => piece.isWellFormed()));
  assert.deepEqual(JSON.parse(pieces.join('')), value);
});
