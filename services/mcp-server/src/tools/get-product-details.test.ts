import assert from 'node:assert/strict';
import { test } from 'node:test';
import { product } from '../../test-support/products.ts';
import { indexProducts } from '../search/product-index.ts';
import { getProductDetails } from './get-product-details.ts';
import { ToolRefusal } from './tool.ts';

const lamps = ['P001', 'P002', 'P003', 'P004', 'P005'].map((id) =>
  product({ id, name: `Lamp ${id}`, category: 'Home' }),
);
const catalog = indexProducts([...lamps, product({ id: 'P006', in_stock: false })]);

test('a product is found in any case, with up to three similar ones', async () => {
  const input = getProductDetails.input.parse({ product_id: ' p002 ' });
  const output = await getProductDetails.run(input, catalog);
  assert.equal(output.product.id, 'P002');
  assert.deepEqual(
    output.similar.map(({ id }) => id),
    ['P001', 'P003', 'P004'],
  );
  assert.match(getProductDetails.summarise(output, input), /^Lamp P002 is in stock; 3 similar/);
});

test('a product alone in its category has no similar ones', async () => {
  const output = await getProductDetails.run({ product_id: 'P006' }, catalog);
  assert.deepEqual(output.similar, []);
  assert.match(getProductDetails.summarise(output, { product_id: 'P006' }), /not in stock/);
});

test('an unknown id is refused, with near ids when there are any', () => {
  const refusal = (product_id: string) => {
    try {
      getProductDetails.run({ product_id }, catalog);
      return '';
    } catch (error) {
      assert.ok(error instanceof ToolRefusal);
      return error.message;
    }
  };
  assert.match(refusal('P5'), /the id "P5"\. Perhaps .*: P005 \(Lamp P005\)\.$/);
  assert.match(refusal('X999'), /the id "X999"\. search_products finds ids by name\.$/);
});
