import assert from 'node:assert/strict';
import { test } from 'node:test';
import { product } from '../../test-support/products.ts';
import { indexProducts } from '../search/product-index.ts';
import { searchProducts } from './search-products.ts';

const products = Array.from({ length: 45 }, (_, n) =>
  product({
    id: `P${String(n + 1).padStart(3, '0')}`,
    price: n + 1,
    category: n % 2 ? 'Odd' : 'Even',
  }),
);
const catalog = indexProducts(products);

async function search(given: Record<string, unknown>) {
  const input = searchProducts.input.parse(given);
  const output = await searchProducts.run(input, catalog);
  return { output, sentence: searchProducts.summarise(output, input) };
}

test('pages follow one another without gap or overlap', async () => {
  const seen: string[] = [];
  for (let offset: number | null = 0; offset !== null; ) {
    const { output }: Awaited<ReturnType<typeof search>> = await search({ offset });
    assert.equal(output.total, 45);
    assert.equal(output.limit, 20);
    seen.push(...output.products.map(({ id }) => id));
    offset = output.next_offset;
  }
  assert.deepEqual(
    seen,
    products.map(({ id }) => id),
  );
});

test('the sentence says where the next page is', async () => {
  assert.match(
    (await search({ limit: 10, offset: 10 })).sentence,
    /^Products 11 to 20 of 45\. .* offset 20\.$/,
  );
  assert.equal((await search({ limit: 5, offset: 40 })).sentence, 'Products 41 to 45 of 45.');
  assert.match((await search({ offset: 45 })).sentence, /only 45 products/);
});

test('the last full page has no next one', async () => {
  assert.equal((await search({ limit: 15, offset: 30 })).output.next_offset, null);
});

test('an unknown category finds nothing and says which there are', async () => {
  const { output, sentence } = await search({ category: 'Prime' });
  assert.deepEqual([output.products, output.total], [[], 0]);
  assert.deepEqual(output.categories, ['Even', 'Odd']);
  assert.match(sentence, /Even, Odd/);
});

test('all conditions reach the search', async () => {
  const { output } = await search({
    query: 'thing',
    category: 'even',
    min_price: 3,
    max_price: 7,
    in_stock_only: true,
  });
  assert.deepEqual(
    output.products.map(({ price }) => price),
    [3, 5, 7],
  );
  assert.equal((await search({ features: ['none has it'] })).output.total, 0);
});

test('a range that is upside down, a page that is too long and unknown inputs are refused', () => {
  for (const wrong of [
    { min_price: 2, max_price: 1 },
    { limit: 51 },
    { limit: 0 },
    { offset: -1 },
    { offset: 0.5 },
    { price: 5 },
    { query: 'x'.repeat(201) },
  ]) {
    assert.equal(searchProducts.input.safeParse(wrong).success, false, JSON.stringify(wrong));
  }
});
