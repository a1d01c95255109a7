import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SHOP_TOOLS } from '../test-support/small-shop.ts';
import { talk } from '../test-support/talk.ts';
import { findTools } from './find-tools.ts';

const withCategory = (category: object) => ({
  tools: [
    {
      toolSpec: {
        name: 'search_products',
        inputSchema: { json: { type: 'object', properties: { query: {}, category } } },
      },
    },
  ],
});

test('tools are found by name and the categories by the end of their description', () => {
  const { search, details, availability, ...rest } = findTools(SHOP_TOOLS);
  assert.equal(search?.name, 'search_products');
  assert.equal(details?.name, 'get_product_details');
  assert.equal(availability?.name, 'check_availability');
  assert.deepEqual(rest, {
    categories: ['Books', 'Electronics', 'Home & Garden', 'Sports'],
    namesAllCategories: true,
  });
});

test('categories may come as an enum, shortened, or not at all', () => {
  assert.deepEqual(findTools(withCategory({ enum: ['A', 'B'] })).categories, ['A', 'B']);
  const { categories, namesAllCategories } = findTools(
    withCategory({ description: 'One of: Toys, "Music", …' }),
  );
  assert.deepEqual(categories, ['Toys', 'Music']);
  assert.equal(namesAllCategories, false);
  assert.deepEqual(findTools(withCategory({})).categories, []);
  assert.deepEqual(findTools(undefined).categories, []);
});

test('categories that the schema does not name all are asked for', () => {
  const { calls, text } = talk(withCategory({}))('what categories do you have?');
  assert.deepEqual(calls, [{ name: 'search_products', input: {} }]);
  assert.match(text, /Books, Electronics, Home & Garden and Sports/);
});
