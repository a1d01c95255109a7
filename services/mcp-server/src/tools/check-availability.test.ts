import assert from 'node:assert/strict';
import { test } from 'node:test';
import { product } from '../../test-support/products.ts';
import { indexProducts } from '../search/product-index.ts';
import { checkAvailability } from './check-availability.ts';

const catalog = indexProducts([
  product({ id: 'P001', price: 5 }),
  product({ id: 'P002', in_stock: false }),
]);

test('known ids come in the order that was asked, unknown ones apart, each once', async () => {
  const input = checkAvailability.input.parse({
    product_ids: ['p002', 'P9', 'P001', 'P002', 'p9'],
  });
  const output = await checkAvailability.run(input, catalog);
  assert.deepEqual(output, {
    availability: [
      { id: 'P002', name: 'Thing P002', in_stock: false, price: 10 },
      { id: 'P001', name: 'Thing P001', in_stock: true, price: 5 },
    ],
    unknown_ids: ['p9'],
  });
  const sentence = checkAvailability.summarise(output, input);
  assert.equal(sentence, '1 of 2 known products are in stock. Unknown ids: p9.');
});

test('no id and more than twenty ids are refused', () => {
  const many = Array.from({ length: 21 }, (_, n) => `P${n}`);
  for (const product_ids of [[], many, ['']]) {
    assert.equal(checkAvailability.input.safeParse({ product_ids }).success, false);
  }
});
