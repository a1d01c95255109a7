import assert from 'node:assert/strict';
import { test } from 'node:test';
import { product } from '../../test-support/products.ts';
import { type Conditions, findCategory, findProducts } from './find-products.ts';
import { indexProducts } from './product-index.ts';

const index = indexProducts([
  product({ id: 'P005', name: 'Ember Laptop', category: 'Electronics', price: 900 }),
  product({
    id: 'P001',
    name: 'Ash Laptop',
    category: 'Electronics',
    price: 500,
    in_stock: false,
    features: ['16 GB memory', 'USB-C'],
  }),
  product({ id: 'P002', name: 'Road Running Shoes', category: 'Sports', price: 100 }),
  product({ id: 'P003', name: 'Walking Shoes', category: 'Sports', features: ['For running too'] }),
  product({ id: 'P004', name: 'Headphones', category: 'Electronics', features: ['Waterproof'] }),
  product({ id: 'P006', name: 'Running', category: 'Books', features: ['Water bottle included'] }),
  product({ id: 'P007', name: 'Sports Bag', category: 'Things', features: ['Fits electronics'] }),
]);

function ids(conditions: Conditions): string[] {
  return findProducts(index, conditions).map(({ id }) => id);
}

test('a blank query is no condition; what is in stock comes first, then by id', () => {
  const everything = ['P002', 'P003', 'P004', 'P005', 'P006', 'P007', 'P001'];
  assert.deepEqual(ids({}), everything);
  assert.deepEqual(ids({ query: '  ' }), everything);
  assert.deepEqual(ids({ category: ' ' }), everything);
});

test('plurals, singulars and word starts match', () => {
  assert.deepEqual(ids({ query: 'laptops' }), ['P005', 'P001']);
  assert.deepEqual(ids({ query: 'LAPTOP' }), ['P005', 'P001']);
  assert.deepEqual(ids({ query: 'lap' }), ['P005', 'P001']);
  assert.deepEqual(ids({ query: 'shoe' }), ['P002', 'P003']);
});

test('a word start must be at the start, and at least three letters long', () => {
  assert.deepEqual(ids({ query: 'phones' }), []);
  assert.deepEqual(ids({ query: 'la' }), []);
  assert.deepEqual(ids({ query: 'laptopcomputer' }), []);
});

test('a query with nothing to look for matches nothing', () => {
  assert.deepEqual(ids({ query: 'a' }), []);
  assert.deepEqual(ids({ query: 'show me the' }), []);
  assert.deepEqual(ids({ query: '!?' }), []);
});

test('all words must match, wherever they stand', () => {
  assert.deepEqual(ids({ query: 'running shoes' }), ['P002', 'P003']);
  assert.deepEqual(ids({ query: 'sports shoes' }), ['P002', 'P003']);
  assert.deepEqual(ids({ query: 'running laptop' }), []);
});

test('an exact name ranks over name words, these over the category, this over features', () => {
  assert.deepEqual(ids({ query: 'running' }), ['P006', 'P002', 'P003']);
  assert.deepEqual(ids({ query: 'sports' }), ['P007', 'P002', 'P003']);
  assert.deepEqual(ids({ query: 'electronics' }), ['P004', 'P005', 'P001', 'P007']);
});

test('an id is found as a word', () => {
  assert.deepEqual(ids({ query: 'p004' }), ['P004']);
});

test('a category is found in any case and number', () => {
  assert.deepEqual(ids({ category: 'electronic' }), ['P004', 'P005', 'P001']);
  assert.deepEqual(ids({ category: 'BOOK' }), ['P006']);
  assert.deepEqual(ids({ category: 'cars' }), []);
  assert.equal(findCategory(index, 'sport'), 'Sports');
  assert.equal(findCategory(index, 'cars'), undefined);
});

test('price bounds belong to the range', () => {
  assert.deepEqual(ids({ minPrice: 100, maxPrice: 500 }), ['P002', 'P001']);
  assert.deepEqual(ids({ minPrice: 100.01, maxPrice: 499.99 }), []);
});

test('conditions hold together', () => {
  assert.deepEqual(ids({ query: 'laptop', inStockOnly: true }), ['P005']);
  assert.deepEqual(ids({ query: 'laptop', maxPrice: 600, inStockOnly: true }), []);
});

test('each wanted feature must be within one feature, by whole words', () => {
  assert.deepEqual(ids({ features: ['16GB'] }), ['P001']);
  assert.deepEqual(ids({ features: ['usb-c', 'memory'] }), ['P001']);
  assert.deepEqual(ids({ features: ['memory usb-c'] }), []);
  assert.deepEqual(ids({ features: ['water'] }), ['P006']);
  assert.deepEqual(ids({ features: ['the'] }), []);
  assert.deepEqual(ids({ features: [] }).length, 7);
});

test('categories that differ only in number count as one', () => {
  const toys = indexProducts([
    product({ id: 'A', category: 'Toys' }),
    product({ id: 'B', category: 'toy' }),
  ]);
  assert.deepEqual(toys.categories, ['Toys']);
  assert.equal(findProducts(toys, { category: 'toy' }).length, 2);
});
