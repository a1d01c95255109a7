import assert from 'node:assert/strict';
import { test } from 'node:test';
import { product } from '../../test-support/products.ts';
import { indexProducts } from '../search/product-index.ts';
import { allTools } from './all-tools.ts';
import { describeTools } from './describe-tools.ts';

const describe = describeTools(allTools);

function categoryOf(list: ReturnType<typeof describe>): string {
  const { category } = (list.tools[0]?.inputSchema.properties ?? {}) as {
    category?: { description?: string };
  };
  return category?.description ?? '';
}

test('every tool is closed, described, annotated as read-only and has an output schema', () => {
  for (const tool of describe(undefined).tools) {
    assert.equal(tool.inputSchema.additionalProperties, false, tool.name);
    assert.equal(tool.outputSchema?.type, 'object', tool.name);
    assert.equal(tool.annotations?.readOnlyHint, true, tool.name);
    assert.ok(tool.title && (tool.description?.length ?? 0) > 50, tool.name);
    const inputs = Object.values(tool.inputSchema.properties ?? {}) as { description?: string }[];
    for (const input of inputs) assert.ok(input.description, tool.name);
  }
});

test('schemas carry neither a dialect nor bounds that mean nothing', () => {
  const text = JSON.stringify(describe(undefined));
  assert.ok(!text.includes('$schema'));
  assert.ok(!text.includes(String(Number.MAX_SAFE_INTEGER)));
});

test('the categories of the loaded catalog stand in the description of the input', () => {
  const products = ['Toys', 'Books', 'Toys'].map((category, n) =>
    product({ id: `${n}`, category }),
  );
  const first = indexProducts(products);
  assert.ok(categoryOf(describe(first)).endsWith('One of: Books, Toys'));
  assert.ok(!categoryOf(describe(undefined)).includes('One of'));
  const second = indexProducts([product({ id: '1', category: 'Home' })]);
  assert.ok(categoryOf(describe(second)).endsWith('One of: Home'));
});

test('one catalog is described once', () => {
  const index = indexProducts([product({ id: '1' })]);
  assert.equal(describe(index), describe(index));
});

test('very many categories are cut', () => {
  const products = Array.from({ length: 60 }, (_, n) => product({ id: `${n}`, category: `C${n}` }));
  const described = categoryOf(describe(indexProducts(products)));
  assert.ok(described.endsWith(', …'));
  assert.equal(described.split('One of: ')[1]?.split(', ').length, 41);
});
