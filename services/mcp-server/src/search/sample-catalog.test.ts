import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseCatalog } from '../catalog/parse-catalog.ts';
import { type Conditions, findProducts } from './find-products.ts';
import { indexProducts } from './product-index.ts';

const file = new URL('../../../../sample-data/product-catalog.json', import.meta.url);
const parsed = parseCatalog(readFileSync(file));
const products = 'products' in parsed ? parsed.products : [];
const index = indexProducts(products);

function ids(conditions: Conditions): string[] {
  return findProducts(index, conditions)
    .map(({ id }) => id)
    .sort();
}

function idsWhere(fits: (product: (typeof products)[number]) => boolean): string[] {
  return products.filter(fits).map(({ id }) => id);
}

test('the sample catalog is a valid one of a useful size', () => {
  assert.ok(products.length >= 60, JSON.stringify(parsed).slice(0, 300));
  assert.ok(index.categories.length >= 5);
  for (const name of ['Electronics', 'Sports', 'Clothing']) {
    assert.ok(index.categories.includes(name), name);
  }
});

test('electronics under $100 are those that the file holds, also for the bound $100', () => {
  const expected = idsWhere(({ category, price }) => category === 'Electronics' && price < 100);
  assert.ok(expected.length >= 5);
  assert.deepEqual(ids({ category: 'electronics', maxPrice: 99.99 }), expected);
  assert.deepEqual(ids({ category: 'electronics', maxPrice: 100 }), expected);
});

test('laptops are the products with that word in their names', () => {
  const expected = idsWhere(({ name }) => name.includes('Laptop'));
  assert.ok(expected.length >= 4);
  assert.deepEqual(ids({ query: 'laptops' }), expected);
  assert.deepEqual(ids({ query: 'laptop', category: 'Electronics' }), expected);
});

test('running shoes in stock are those that the file holds', () => {
  const shoes = idsWhere(({ name }) => name.includes('Running Shoes'));
  const inStock = idsWhere((product) => product.in_stock && product.name.includes('Running Shoes'));
  assert.ok(inStock.length > 0 && inStock.length < shoes.length);
  assert.deepEqual(ids({ query: 'running shoes' }), shoes);
  assert.deepEqual(ids({ query: 'running shoes', inStockOnly: true }), inStock);
});
