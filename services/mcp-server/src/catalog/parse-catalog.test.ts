import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogText, product } from '../../test-support/products.ts';
import { parseCatalog } from './parse-catalog.ts';

function problemsOf(text: string): readonly string[] {
  const parsed = parseCatalog(Buffer.from(text));
  return 'problems' in parsed ? parsed.problems : [];
}

test('a good catalog is read, without members that the schema does not know', () => {
  const text = catalogText([{ ...product({ id: 'P001' }), color: 'red' } as never]);
  assert.deepEqual(parseCatalog(Buffer.from(text)), { products: [product({ id: 'P001' })] });
});

test('problems name their place in the file', () => {
  const problems = problemsOf('{"products": [{"id": "", "price": -1}]}');
  assert.deepEqual(
    problems.map((problem) => problem.split(':')[0]),
    [
      'products[0].id',
      'products[0].name',
      'products[0].category',
      'products[0].price',
      'products[0].in_stock',
      'and 1 more',
    ],
  );
});

test('an id may stand only once, whatever its case', () => {
  const text = catalogText([product({ id: 'P001' }), product({ id: 'p001' })]);
  assert.deepEqual(problemsOf(text), ['products[1].id: p001 is also products[0].id']);
});

test('no JSON, no UTF-8, no products and an empty list are refused', () => {
  assert.match(problemsOf('{"products": [')[0] ?? '', /^not a JSON text in UTF-8: /);
  assert.match(problemsOf('')[0] ?? '', /^not a JSON text/);
  assert.match(problemsOf('[]')[0] ?? '', /^the file: /);
  assert.match(problemsOf('{"products": []}')[0] ?? '', /^products: /);
  const latin1 = parseCatalog(Buffer.from('{"products": "é"}', 'latin1'));
  assert.ok('problems' in latin1);
});
