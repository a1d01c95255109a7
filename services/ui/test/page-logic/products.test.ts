import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageModule } from './page-module.ts';

const { productsIn, distinctProducts } = await pageModule('products.js');
const { formatPrice } = await pageModule('money.js');

const shoe = {
  id: 'P1',
  name: 'Shoe',
  category: 'Sports',
  price: 96.5,
  in_stock: true,
  features: ['Light'],
};
const boot = { ...shoe, id: 'P2', name: 'Boot' };
const stock = { id: 'P1', name: 'Shoe', price: 90, in_stock: false };

test('products are recognised by their shape in whatever a tool returns', () => {
  assert.deepEqual(productsIn({ products: [shoe, boot], total: 2 }).found, [shoe, boot]);
  assert.deepEqual(productsIn({ availability: [stock], unknown_ids: [] }).found, [stock]);
  assert.deepEqual(productsIn({ of: { tomorrow: [{ nested: shoe }] } }).found, [shoe]);
  assert.deepEqual(productsIn([shoe]).found, [shoe]);
});

test('similar products are kept apart from those that were asked for', () => {
  assert.deepEqual(productsIn({ product: shoe, similar: [boot] }), {
    found: [shoe],
    similar: [boot],
  });
});

test('what is no product is passed over', () => {
  for (const result of [
    null,
    undefined,
    'P1',
    7,
    [],
    { text: 'nothing' },
    { id: 'P1', name: 'Shoe', price: '96.5', in_stock: true },
    { id: 'P1', name: 'Shoe', price: 96.5 },
    { categories: ['Sports'] },
  ]) {
    assert.deepEqual(productsIn(result), { found: [], similar: [] });
  }
});

test('fields that a card does not know are dropped, odd features too', () => {
  const odd = { ...shoe, features: ['Light', 3, null], secret: 'x' };
  assert.deepEqual(productsIn({ product: odd }).found, [shoe]);
});

test('a product that several tools return is shown once, with the freshest price and stock', () => {
  const results = [{ products: [shoe, boot] }, { availability: [stock] }, null];
  assert.deepEqual(distinctProducts(results), {
    found: [{ ...shoe, price: 90, in_stock: false }, boot],
    similar: [],
  });
});

test('a product that was found is not offered as similar again', () => {
  const results = [{ product: shoe, similar: [boot] }, { products: [boot] }];
  assert.deepEqual(distinctProducts(results), { found: [shoe, boot], similar: [] });
});

test('prices are written in dollars and cents', () => {
  assert.equal(formatPrice(89), '$89.00');
  assert.equal(formatPrice(1299.5), '$1,299.50');
  assert.equal(formatPrice(0), '$0.00');
});
