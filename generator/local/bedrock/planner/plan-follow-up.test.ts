import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ToolCall } from '../converse-types.ts';
import { type Answered, talk } from '../test-support/talk.ts';

interface Turn {
  readonly ask: string;
  readonly calls?: readonly ToolCall[];
  readonly ids: readonly string[];
  readonly says?: RegExp;
}

const search = (input: ToolCall['input']): ToolCall => ({
  name: 'search_products',
  input: { ...input, limit: 50 },
});
const details = (product_id: string): ToolCall => ({
  name: 'get_product_details',
  input: { product_id },
});
const stock = (...product_ids: readonly string[]): ToolCall => ({
  name: 'check_availability',
  input: { product_ids },
});

/** A conversation is one line; each turn says which calls it makes and which products it names. */
const CONVERSATIONS: Readonly<Record<string, readonly Turn[]>> = {
  'which of those are in stock': [
    { ask: 'What laptops do you have?', ids: ['P001', 'P002', 'P003'] },
    {
      ask: 'which of those are in stock?',
      calls: [stock('P001', 'P002', 'P003')],
      ids: ['P001', 'P003', 'P002'],
      says: /^2 of those 3 are in stock:[\s\S]*\n\nOut of stock: Borealis Laptop \(P002\)\.$/,
    },
    { ask: 'the cheapest of those', calls: [], ids: ['P001'] },
    {
      ask: 'tell me about the second one',
      calls: [details('P003')],
      ids: ['P003', 'P001', 'P002', 'P004'],
    },
  ],
  'conditions add up': [
    { ask: 'electronics', ids: ['P001', 'P002', 'P003', 'P004', 'P005'] },
    {
      ask: 'and under $100?',
      calls: [search({ category: 'Electronics', max_price: 99.99 })],
      ids: ['P005'],
    },
    {
      ask: 'what about sports?',
      calls: [search({ category: 'Sports', max_price: 99.99 })],
      ids: ['P006', 'P008'],
    },
    {
      ask: 'only waterproof',
      calls: [search({ category: 'Sports', max_price: 99.99, features: ['waterproof'] })],
      ids: ['P008'],
    },
    {
      ask: 'over $100?',
      calls: [search({ category: 'Sports', min_price: 100.01, features: ['waterproof'] })],
      ids: ['P007'],
    },
  ],
  'features of those are read from what came before': [
    { ask: 'electronics', ids: ['P001', 'P002', 'P003', 'P004', 'P005'] },
    { ask: 'which of those have Bluetooth?', calls: [], ids: ['P004', 'P005'] },
    {
      ask: 'are they waterproof?',
      calls: [],
      ids: ['P005'],
      says: /^1 of those 2 has “waterproof”/,
    },
    {
      ask: 'which of those have wings?',
      calls: [],
      ids: [],
      says: /^No, that one does not list “wings”/,
    },
    { ask: 'is it in stock?', calls: [stock('P005')], ids: ['P005'] },
  ],
  'what was never told is asked for, not denied': [
    { ask: 'is P005 in stock?', calls: [stock('P005')], ids: ['P005'] },
    { ask: 'and P007?', calls: [stock('P007')], ids: ['P007'] },
    { ask: 'which of those is waterproof?', calls: [details('P007')], ids: ['P007'], says: /^Yes/ },
  ],
  'it and the one after': [
    {
      ask: 'tell me about the Juniper Lamp',
      calls: [search({ query: 'Juniper Lamp' }), details('P010')],
      ids: ['P010', 'P009'],
    },
    {
      ask: 'does it have Bluetooth?',
      calls: [details('P010')],
      ids: ['P010'],
      says: /^No feature of Juniper Lamp says “Bluetooth”/,
    },
    {
      ask: 'is it dimmable?',
      calls: [details('P010')],
      ids: ['P010'],
      says: /^Yes: Juniper Lamp has “Dimmable”/,
    },
    {
      ask: 'and the dry bag?',
      calls: [search({ query: 'dry bag' }), details('P008')],
      ids: ['P008', 'P006', 'P007'],
    },
    {
      ask: 'which of those are in stock?',
      calls: [stock('P008', 'P006', 'P007')],
      ids: ['P008', 'P006', 'P007'],
    },
  ],
  comparisons: [
    {
      ask: 'compare P001 and P002',
      calls: [details('P001'), details('P002')],
      ids: ['P001', 'P002'],
      says: /Borealis Laptop is \$349\.50 cheaper\.\n\nBoth list: USB-C\./,
    },
    { ask: 'which is cheaper?', calls: [], ids: ['P002'] },
    {
      ask: 'compare it with the comet laptop',
      calls: [search({ query: 'comet laptop' }), details('P002'), details('P003')],
      ids: ['P002', 'P003'],
    },
    {
      ask: 'compare the lamp and the shoes',
      calls: [search({ query: 'lamp' }), search({ query: 'shoes' })],
      ids: ['P006', 'P007'],
      says: /^“shoes” fits 2 products/,
    },
  ],
  'beyond the last prices': [
    { ask: 'electronics with Bluetooth', ids: ['P004', 'P005'] },
    {
      ask: 'something more expensive',
      calls: [search({ category: 'Electronics', min_price: 100.01, features: ['Bluetooth'] })],
      ids: [],
    },
    { ask: 'what about laptops?', ids: [] },
  ],
  'a new question forgets the old conditions': [
    { ask: 'electronics under $100', ids: ['P005'] },
    {
      ask: 'Do you have anything in Books?',
      calls: [search({ category: 'Books' })],
      ids: ['P011', 'P012'],
    },
    {
      ask: 'show me sports gear',
      calls: [search({ category: 'Sports' })],
      ids: ['P006', 'P007', 'P008'],
    },
  ],
  'stock of a name': [
    {
      ask: 'Is the Isle Rain Jacket in stock?',
      calls: [search({ query: 'Isle Rain Jacket' }), stock('P009')],
      ids: ['P009'],
      says: /is in stock at \$79\.99\.$/,
    },
    {
      ask: 'are the running shoes in stock?',
      calls: [search({ query: 'running shoes' }), stock('P006', 'P007')],
      ids: ['P006', 'P007'],
      says: /^1 of 2 is in stock/,
    },
    { ask: 'are there dragons in stock?', ids: [] },
  ],
  'several names in one': [
    { ask: 'tell me about the Juniper Lamp and the Ember Speaker', ids: ['P010', 'P005'] },
    { ask: 'Tell me about Kites and Café ☕ Tales', ids: ['P012', 'P011'] },
  ],
  'an unknown id': [
    {
      ask: 'P999',
      calls: [details('P999')],
      ids: ['P999', 'P999'],
      says: /The tool says: There is no product P999\.$/,
    },
    {
      ask: 'are P999 and P001 in stock?',
      calls: [stock('P999', 'P001')],
      ids: ['P001', 'P999'],
      says: /The catalog has no product P999/,
    },
  ],
};

for (const [name, turns] of Object.entries(CONVERSATIONS)) {
  test(`a conversation: ${name}`, () => {
    const ask = talk();
    for (const turn of turns) check(turn, ask(turn.ask));
  });
}

function check({ ask, calls, ids, says }: Turn, answer: Answered): void {
  if (calls) assert.deepEqual(answer.calls, calls, ask);
  assert.deepEqual(answer.ids, ids, `${ask}\n${answer.text}`);
  if (says) assert.match(answer.text, says, ask);
}
