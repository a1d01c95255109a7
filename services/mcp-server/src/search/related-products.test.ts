import assert from 'node:assert/strict';
import { test } from 'node:test';
import { product } from '../../test-support/products.ts';
import { indexProducts } from './product-index.ts';
import { findNear, findSimilar } from './related-products.ts';

const index = indexProducts([
  product({ id: 'P001', name: 'Ash Lamp', category: 'Home', price: 50, features: ['LED'] }),
  product({ id: 'P002', name: 'Oak Lamp', category: 'home', price: 90, features: ['LED'] }),
  product({ id: 'P003', name: 'Elm Lamp', category: 'Home', price: 52 }),
  product({ id: 'P004', name: 'Teapot', category: 'Home', price: 49 }),
  product({ id: 'P012', name: 'Camping Lamp', category: 'Sports', price: 50, features: ['LED'] }),
]);

function ids(products: readonly { readonly id: string }[]): string[] {
  return products.map(({ id }) => id);
}

test('similar products share category, then words, then price', () => {
  assert.deepEqual(ids(findSimilar(index, 'P001', 3)), ['P002', 'P003', 'P004']);
  assert.deepEqual(ids(findSimilar(index, 'P001', 1)), ['P002']);
  assert.deepEqual(ids(findSimilar(index, 'P012', 3)), []);
});

test('an unknown id is near to the same number and to a product of that name', () => {
  assert.deepEqual(ids(findNear(index, 'P12', 3)), ['P012']);
  assert.deepEqual(ids(findNear(index, '1', 3)), ['P001']);
  assert.deepEqual(ids(findNear(index, 'p-0012', 3)), ['P012']);
  assert.deepEqual(ids(findNear(index, 'Teapots', 3)), ['P004']);
  assert.deepEqual(ids(findNear(index, 'lamp', 2)), ['P001', 'P002']);
});

test('nothing is near to an id that resembles none', () => {
  assert.deepEqual(findNear(index, 'P999', 3), []);
  assert.deepEqual(findNear(index, 'Q1', 3), []);
});
