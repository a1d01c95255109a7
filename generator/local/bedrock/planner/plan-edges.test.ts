import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message, ToolCall } from '../converse-types.ts';
import { DETAILS_SPEC, runShopTool, SEARCH_SPEC, SHOP_TOOLS } from '../test-support/small-shop.ts';
import { talk } from '../test-support/talk.ts';
import { plan } from './plan.ts';

const LAPTOPS: ToolCall = {
  name: 'search_products',
  input: { query: 'laptops', limit: 50 },
};

const details = (product_id: string): ToolCall => ({
  name: 'get_product_details',
  input: { product_id },
});

test('places that the last list does not have are refused', () => {
  const ask = talk();
  assert.match(ask('tell me about the second one').text, /not listed any products yet/);
  ask('laptops');
  assert.match(
    ask('tell me about the fifth one').text,
    /holds 3 products, so there is no fifth one/,
  );
  assert.deepEqual(ask('tell me about the last one').calls, [details('P003')]);
});

test('“those” without any list is asked back, “it” among several too', () => {
  const ask = talk();
  assert.match(ask('which of those are in stock?').text, /not listed any products yet/);
  ask('laptops');
  const which = ask('is it in stock?');
  assert.match(which.text, /^Which one do you mean\?/);
  assert.deepEqual(which.ids, ['P001', 'P002', 'P003']);
});

test('small talk leaves the list as it was', () => {
  const ask = talk();
  ask('laptops');
  ask('thanks!');
  ask('what is the weather like?');
  assert.deepEqual(ask('tell me about the first one').calls, [details('P001')]);
});

test('stock of many products is asked in calls of twenty', () => {
  const many = Array.from({ length: 45 }, (_, at) => ({
    id: `P${100 + at}`,
    name: `Thing ${at}`,
    category: 'Toys',
    price: at + 1,
    in_stock: at % 2 === 0,
    features: [],
  }));
  const ask = talk(SHOP_TOOLS, ({ name, input }) => {
    if (name === 'search_products') {
      return { status: 'success', content: [{ json: { products: many, next_offset: null } }] };
    }
    const ids = input.product_ids as string[];
    const availability = many.filter(({ id }) => ids.includes(id));
    return { status: 'success', content: [{ json: { availability, unknown_ids: [] } }] };
  });
  ask('show me everything');
  const { calls, text } = ask('how many of those are in stock?');
  assert.deepEqual(
    calls.map(({ input }) => (input.product_ids as string[]).length),
    [20, 20, 5],
  );
  assert.equal(text, '23 of those 45 are in stock:\n- Toys: 23');
});

test('a product that vanished since is named as gone', () => {
  const ask = talk(SHOP_TOOLS, (call) => {
    if (call.name !== 'check_availability') return runShopTool(call);
    const { content } = runShopTool({ ...call, input: { product_ids: ['P001', 'P003'] } });
    return { status: 'success', content };
  });
  ask('laptops');
  const { text } = ask('which of those are in stock?');
  assert.match(text, /^All 2 of those are in stock:/);
  assert.match(text, /No longer in the catalog: Borealis Laptop \(P002\)\./);
});

test('without the availability tool a follow-up about stock says so', () => {
  const ask = talk({ tools: [SEARCH_SPEC, DETAILS_SPEC] });
  ask('laptops');
  assert.match(
    ask('which of those are in stock?').text,
    /^I have no tool for checking availability/,
  );
});

test('an earlier turn that broke off leaves what its tools had returned', () => {
  const { content } = runShopTool(LAPTOPS);
  const [json] = content.map((block) => block.json as object);
  const messages: Message[] = [
    { role: 'user', content: [{ text: 'laptops' }] },
    {
      role: 'assistant',
      content: [{ toolUse: { toolUseId: 'a', ...LAPTOPS } }],
    },
    {
      role: 'user',
      content: [
        { toolResult: { toolUseId: 'a', content: [{ json: { ...json, next_offset: 3 } }] } },
      ],
    },
    { role: 'assistant', content: [{ text: 'Sorry, I was interrupted.' }] },
    { role: 'user', content: [{ text: 'tell me about the second one' }] },
  ];
  assert.deepEqual(plan({ messages, toolConfig: SHOP_TOOLS }), { toolUse: [details('P002')] });
});

test('a caller that rewrites the calls is not asked for ever', () => {
  const ask = talk(SHOP_TOOLS, runShopTool, (call) => ({ ...call, input: { query: 'x' } }));
  assert.match(ask('laptops').text, /^I gave up/);
});
