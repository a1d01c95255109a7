import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageModule } from './page-module.ts';

const { readableName, readableInput, readableOutcome, readableResult } =
  await pageModule('tool-words.js');
const { limitWords } = await pageModule('message-limit.js');

const product = { id: 'P1', name: 'Shoe', price: 5, in_stock: true };
const outcome = (result: unknown) => readableOutcome({ status: 'success', result });

test('names of tools and arguments read as words', () => {
  assert.equal(readableName('search_products'), 'Search products');
  assert.deepEqual(
    readableInput({
      query: '',
      category: 'Electronics',
      max_price: 99.99,
      in_stock_only: true,
      features: ['light', 'red'],
      limit: 20,
      filter: { a: 1 },
      min_price: null,
    }),
    [
      { name: 'Category', value: 'Electronics' },
      { name: 'Max price', value: '$99.99' },
      { name: 'In stock only', value: 'yes' },
      { name: 'Features', value: 'light, red' },
      { name: 'Limit', value: '20' },
      { name: 'Filter', value: '{"a":1}' },
    ],
  );
  assert.deepEqual(readableInput('text'), []);
});

test('a call says how many products it returned, by the shape of its result', () => {
  assert.equal(outcome({ products: [product], total: 1 }), '1 product');
  assert.equal(outcome({ products: [product], total: 34 }), '1 of 34 products');
  assert.equal(outcome({ products: [], total: 0 }), 'No products');
  assert.equal(outcome({ product, similar: [{ ...product, id: 'P2' }] }), '1 product');
  assert.equal(outcome({ availability: [product, { ...product, id: 'P2' }] }), '2 products');
  assert.equal(outcome({ anything: 'else' }), 'Done');
  assert.equal(outcome(null), 'Done');
});

test('a call that has not succeeded says so', () => {
  assert.equal(readableOutcome({ status: 'running' }), 'Running…');
  assert.equal(readableOutcome({ status: 'error', result: { text: 'x' } }), 'Failed');
  assert.equal(readableOutcome({ status: 'unfinished' }), 'Not finished');
});

test('a result is shown as its text, or else as JSON', () => {
  assert.equal(readableResult({ text: 'There is no P999.' }), 'There is no P999.');
  assert.equal(readableResult('plain'), 'plain');
  assert.equal(readableResult({ a: 1 }), '{\n  "a": 1\n}');
  assert.equal(readableResult(undefined), '');
});

test('the length of a message is spoken of only near its limit', () => {
  assert.deepEqual(limitWords(0, 4000), { words: '', over: false });
  assert.deepEqual(limitWords(3599, 4000), { words: '', over: false });
  assert.deepEqual(limitWords(3999, 4000), { words: '1 character left', over: false });
  assert.deepEqual(limitWords(4000, 4000), { words: '0 characters left', over: false });
  assert.deepEqual(limitWords(5200, 4000), { words: '1,200 characters too many', over: true });
  assert.deepEqual(limitWords(9, Number.POSITIVE_INFINITY), { words: '', over: false });
});
