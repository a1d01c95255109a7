import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RunTool, runShopTool, SEARCH_SPEC, SHOP_TOOLS } from '../test-support/small-shop.ts';
import { talk } from '../test-support/talk.ts';

/** A first question, the inputs of its search calls, and the products that the answer lists. */
const SEARCHES = [
  ['Show me electronics under $100', [{ category: 'Electronics', max_price: 99.99 }], ['P005']],
  ['electronics up to $100', [{ category: 'Electronics', max_price: 100 }], ['P004', 'P005']],
  ['electronics over $899', [{ category: 'Electronics', min_price: 899.01 }], ['P003']],
  ['electronics from $899', [{ category: 'Electronics', min_price: 899 }], ['P001', 'P003']],
  ['between $49 and $80', [{ min_price: 49, max_price: 80 }], ['P005', 'P006', 'P009', 'P010']],
  ['What laptops do you have?', [{ query: 'laptops' }], ['P001', 'P002', 'P003']],
  ['Find running shoes in stock', [{ query: 'running shoes', in_stock_only: true }], ['P006']],
  [
    'waterproof sports gear under $80 in stock',
    [{ category: 'Sports', max_price: 79.99, in_stock_only: true, features: ['waterproof'] }],
    ['P008'],
  ],
  [
    'books or home and garden',
    [{ category: 'Books' }, { category: 'Home & Garden' }],
    ['P011', 'P012', 'P009', 'P010'],
  ],
  ['out of stock sports gear', [{ category: 'Sports' }], ['P007']],
  ['electronics without Bluetooth', [{ category: 'Electronics' }], ['P001', 'P002', 'P003']],
  ['books sorted by price', [{ category: 'Books' }], ['P011', 'P012']],
  ['laptops, cheapest first', [{ query: 'laptops' }], ['P002', 'P001', 'P003']],
  ['cheapest laptop', [{ query: 'laptop' }], ['P002']],
  ['second most expensive laptop', [{ query: 'laptop' }], ['P001']],
  ['the two cheapest electronics', [{ category: 'Electronics' }], ['P005', 'P004']],
  ['cheapest book', [{ category: 'Books' }], ['P011', 'P012']],
  ['show me 2 laptops', [{ query: 'laptops' }], ['P001', 'P002']],
  ['show me everything under $30', [{ max_price: 29.99 }], ['P008', 'P011', 'P012']],
] as const;

for (const [question, inputs, ids] of SEARCHES) {
  test(`“${question}” searches so and lists exactly what came`, () => {
    const answer = talk()(question);
    const expected = inputs.map((input) => ({
      name: 'search_products',
      input: { ...input, limit: 50 },
    }));
    assert.deepEqual(answer.calls, expected);
    assert.deepEqual(answer.ids, ids);
  });
}

test('an answer has the count, the price and the stock of each product', () => {
  assert.equal(
    talk()('What laptops do you have?').text,
    [
      'I found 3 products for “laptops”:',
      '- Aurora Laptop (P001): $899.00, in stock',
      '- Borealis Laptop (P002): $549.50, out of stock',
      '- Comet Laptop (P003): $1,299.00, in stock',
    ].join('\n'),
  );
});

test('nothing found is said with what was looked for', () => {
  const { text, ids } = talk()('books over $100 in stock');
  assert.equal(text, 'I found no products in Books over $100 in stock.');
  assert.deepEqual(ids, []);
});

test('an adjective that no feature holds is looked for in the names as well', () => {
  const { calls, ids } = talk()('recycled rain jacket');
  assert.equal(calls.length, 1);
  assert.deepEqual(ids, ['P009']);
  const again = talk()('dry bag insulated');
  assert.deepEqual(
    again.calls.map(({ input }) => input),
    [
      { query: 'dry bag', features: ['insulated'], limit: 50 },
      { query: 'insulated dry bag', limit: 50 },
    ],
  );
  assert.match(again.text, /^I found no products/);
});

test('bounds that contradict each other need no tool', () => {
  assert.deepEqual(talk()('over $100 and under $50').calls, []);
});

test('all pages are fetched before the answer, and listed as one', () => {
  const pages = talk(SHOP_TOOLS, inPagesOf(5));
  const { calls, ids, text } = pages('show me everything');
  assert.deepEqual(
    calls.map(({ input }) => input.offset),
    [undefined, 5, 10],
  );
  assert.equal(ids.length, 12);
  assert.match(text, /^I found 12 products:/);
});

test('a catalog of too many pages is listed in parts, and “show me more” goes on', () => {
  const ask = talk(SHOP_TOOLS, inPagesOf(2));
  const first = ask('show me everything');
  assert.equal(first.ids.length, 8);
  assert.match(first.text, /^I found 8 or more products:/);
  const rest = ask('show me more');
  assert.deepEqual(rest.ids, ['P009', 'P010', 'P011', 'P012']);
  assert.match(rest.text, /^I found 4 more products:/);
  assert.deepEqual(ask('show me more').calls, []);
});

test('what a limited answer held back comes with “show me more”, without a call', () => {
  const ask = talk();
  ask('show me 2 laptops');
  const more = ask('show me more');
  assert.deepEqual(more.ids, ['P003']);
  assert.deepEqual(more.calls, []);
});

test('a page that leads nowhere ends the search', () => {
  const stuck: RunTool = (call) => {
    const { content, ...result } = runShopTool(call);
    const [json] = content.map((block) => block.json as object);
    return { ...result, content: [{ json: { ...json, next_offset: 0 } }] };
  };
  assert.equal(talk(SHOP_TOOLS, stuck)('What laptops do you have?').calls.length, 1);
});

test('results as JSON text are read like structured ones', () => {
  const asText: RunTool = (call) => {
    const { content, ...result } = runShopTool(call);
    return { ...result, content: [{ text: JSON.stringify(content[0]?.json) }] };
  };
  assert.deepEqual(talk(SHOP_TOOLS, asText)('What laptops do you have?').ids, [
    'P001',
    'P002',
    'P003',
  ]);
});

test('a failed tool is passed on in its own words, an unreadable one in plain ones', () => {
  const failing: RunTool = () => ({ status: 'error', content: [{ text: 'The catalog is away.' }] });
  assert.equal(
    talk(SHOP_TOOLS, failing)('laptops').text,
    'I could not search the catalog. The tool says: The catalog is away.',
  );
  const odd: RunTool = () => ({ status: 'success', content: [{ text: 'beep' }] });
  assert.match(talk(SHOP_TOOLS, odd)('laptops').text, /in a form that I cannot read/);
});

test('tools with other names are found by what they take', () => {
  const renamed = {
    tools: [{ toolSpec: { ...SEARCH_SPEC.toolSpec, name: 'shop_find' } }],
  };
  const run: RunTool = ({ input }) => runShopTool({ name: 'search_products', input });
  const { calls, ids } = talk(renamed, run)('What laptops do you have?');
  assert.deepEqual(
    calls.map(({ name }) => name),
    ['shop_find'],
  );
  assert.equal(ids.length, 3);
});

test('a condition that the tool does not take is met on its results', () => {
  const { query, category, limit } = SEARCH_SPEC.toolSpec.inputSchema.json.properties as Record<
    string,
    object
  >;
  const json = { type: 'object', properties: { query, category, limit } };
  const simple = { tools: [{ toolSpec: { name: 'search_products', inputSchema: { json } } }] };
  const { calls, ids } = talk(simple)('electronics under $900 in stock with USB-C');
  assert.deepEqual(calls[0]?.input, { category: 'Electronics', limit: 50 });
  assert.deepEqual(ids, ['P001']);
});

test('without the tool that is needed the answer says so', () => {
  for (const question of ['laptops', 'P001', 'is P001 in stock?', 'what categories are there?']) {
    const { text, calls } = talk({ tools: [] })(question);
    assert.deepEqual(calls, []);
    assert.match(text, /^I have no tool for/);
  }
});

/** The shop with smaller pages than the planner asks for. */
function inPagesOf(limit: number): RunTool {
  return ({ name, input }) => runShopTool({ name, input: { ...input, limit } });
}
