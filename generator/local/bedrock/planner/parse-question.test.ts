import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuestion } from './parse-question.ts';
import type { Question, Wanted } from './question.ts';

const CATEGORIES = ['Books', 'Clothing', 'Electronics', 'Home & Garden', 'Sports', 'Toys'];

type Conditions = Partial<Omit<Wanted, 'price'>> & {
  readonly min?: number;
  readonly over?: number;
  readonly max?: number;
  readonly under?: number;
};

const electronics = { subjects: [{ category: 'Electronics' }] };
const sports = { subjects: [{ category: 'Sports' }] };
const books = { subjects: [{ category: 'Books' }] };
const toys = { subjects: [{ category: 'Toys' }] };
const words = (...queries: readonly string[]) => ({
  subjects: queries.map((query) => ({ query })),
});

/** A question, and the conditions that it sets. What isn't named must not be found. */
const CONDITIONS: readonly (readonly [string, Conditions])[] = [
  ['Show me electronics under $100', { ...electronics, under: 100 }],
  ['What laptops do you have?', words('laptops')],
  ['Find running shoes in stock', { ...words('running shoes'), stock: 'in' }],
  [
    'waterproof sports gear under $80 in stock',
    { ...sports, features: ['waterproof'], under: 80, stock: 'in' },
  ],
  // Upper bounds
  ['ELECTRONICS BELOW 100.', { ...electronics, under: 100 }],
  ['a laptop that costs less than 1000 dollars', { ...words('laptop'), under: 1000 }],
  ['laptops cheaper than $1.5k', { ...words('laptops'), under: 1500 }],
  ['electronics < $49.99', { ...electronics, under: 49.99 }],
  ['toys under a hundred dollars', { ...toys, under: 100 }],
  ['toys under fifty bucks', { ...toys, under: 50 }],
  ['shoes at most $90', { ...words('shoes'), max: 90 }],
  ['shoes up to 90', { ...words('shoes'), max: 90 }],
  ['no more than $1,250 for a laptop', { ...words('laptop'), max: 1250 }],
  ['books, 20 dollars or less', { ...books, max: 20 }],
  ['books $20 and under', { ...books, max: 20 }],
  ['My budget is $60. What can I get in toys?', { ...toys, max: 60 }],
  ['I have $30 for toys', { ...toys, max: 30 }],
  ['what can I buy for $25?', { max: 25 }],
  // Lower bounds
  ['shoes over $100', { ...words('shoes'), over: 100 }],
  ['electronics more expensive than 200 USD', { ...electronics, over: 200 }],
  ['at least $200 electronics', { ...electronics, min: 200 }],
  ['laptops $700 and up', { ...words('laptops'), min: 700 }],
  ['laptops starting at $700', { ...words('laptops'), min: 700 }],
  ['shoes $50+', { ...words('shoes'), min: 50 }],
  // Both bounds
  ['electronics between 50 and 100', { ...electronics, min: 50, max: 100 }],
  ['electronics between $100 and $50', { ...electronics, min: 50, max: 100 }],
  ['toys $50-$100', { ...toys, min: 50, max: 100 }],
  ['toys $50–100', { ...toys, min: 50, max: 100 }],
  ['anything 50 to 100 dollars', { min: 50, max: 100 }],
  ['books from $10 to $20', { ...books, min: 10, max: 20 }],
  ['laptops 500-1000', { ...words('laptops'), min: 500, max: 1000 }],
  ['over $100 but less than $150 shoes', { ...words('shoes'), over: 100, under: 150 }],
  ['something around $50', { min: 40, max: 60 }],
  ['exactly $24.99', { min: 24.99, max: 24.99 }],
  // Numbers that are no prices
  ['tents under 2 kg', words('tents')],
  ['Aurora 16 laptop', words('Aurora 16 laptop')],
  ['laptop with 16GB memory', { ...words('laptop'), features: ['16GB memory'] }],
  ['battery with over 20 hours under $50', { ...words('battery'), under: 50 }],
  // Stock
  ['Is anything out of stock in electronics?', { ...electronics, stock: 'out' }],
  ['which books are sold out?', { ...books, stock: 'out' }],
  ['electronics that are NOT in stock', { ...electronics, stock: 'out' }],
  ["toys that aren't available", { ...toys, stock: 'out' }],
  ["a jacket under $150 that's in stock", { ...words('jacket'), under: 150, stock: 'in' }],
  ['what toys can I buy right now?', { ...toys, stock: 'in' }],
  ['hide the out of stock ones', { stock: 'in' }],
  ['are running shoes available?', { ...words('running shoes'), stock: 'in' }],
  // Features
  ['headphones with Bluetooth', { ...words('headphones'), features: ['Bluetooth'] }],
  [
    'headphones with noise cancelling and USB-C under $200',
    { ...words('headphones'), features: ['noise cancelling', 'USB-C'], under: 200 },
  ],
  ['Which electronics have USB-C?', { ...electronics, features: ['USB-C'] }],
  [
    'Electronics in stock that have Bluetooth and cost less than 100 dollars',
    { ...electronics, features: ['Bluetooth'], under: 100, stock: 'in' },
  ],
  ['a water proof speaker', { ...words('speaker'), features: ['waterproof'] }],
  ['Do you have anything with GPS?', { features: ['GPS'] }],
  ['jackets without a hood', { ...words('jackets'), without: ['hood'] }],
  ['everything except books', { without: ['books'] }],
  ['headphones, but not wireless', { ...words('headphones'), without: ['wireless'] }],
  ['show me Bread Without Hurry', words('Bread Without Hurry')],
  ['do you have "Bread Without Hurry"?', words('Bread Without Hurry')],
  // Subjects
  ['What is in the Books category?', books],
  ['a book please', books],
  ['home and garden stuff', { subjects: [{ category: 'Home & Garden' }] }],
  ['Electroncs', electronics],
  ['books about space', { subjects: [{ category: 'Books', query: 'space' }] }],
  ['science fiction books', { subjects: [{ category: 'Books', query: 'science fiction' }] }],
  ['headphones in electronics', { subjects: [{ category: 'Electronics', query: 'headphones' }] }],
  ['sports watch', words('sports watch')],
  ['book light', words('book light')],
  ['books or toys under $30', { subjects: [...books.subjects, ...toys.subjects], under: 30 }],
  ['headphones and speakers', words('headphones', 'speakers')],
  ['laptops or books', { subjects: [{ query: 'laptops' }, { category: 'Books' }] }],
  ['hi, could you please help me find some t-shirts?', words('t-shirts')],
  ['show me everything', {}],
  ['カメラ 📷 はありますか', words('カメラ はありますか')],
];

function conditionsOf({ wanted: { price, ...wanted } }: Question): Conditions {
  const { min, max } = price;
  return {
    ...(wanted.subjects.length > 0 && { subjects: wanted.subjects }),
    ...(wanted.features.length > 0 && { features: wanted.features }),
    ...(wanted.without.length > 0 && { without: wanted.without }),
    ...(wanted.stock && { stock: wanted.stock }),
    ...(min && (min.inclusive ? { min: min.amount } : { over: min.amount })),
    ...(max && (max.inclusive ? { max: max.amount } : { under: max.amount })),
  };
}

for (const [question, conditions] of CONDITIONS) {
  test(`the conditions of “${question}” are found`, () => {
    assert.deepEqual(conditionsOf(parseQuestion(question, CATEGORIES)), conditions);
  });
}

/** A question, and what it asks besides conditions. */
const ASKS: readonly (readonly [string, Partial<Question>])[] = [
  ['P012', { ask: 'details', ids: ['P012'] }],
  ['tell me about p012', { ask: 'details', ids: ['P012'] }],
  ['what does P003 cost?', { ask: 'details', ids: ['P003'] }],
  ['is P012 in stock?', { ask: 'stock', ids: ['P012'] }],
  ['P012 and P013 available?', { ask: 'stock', ids: ['P012', 'P013'] }],
  ['tell me about the Aurora Laptop', { ask: 'details', names: ['Aurora Laptop'] }],
  ['How much is the desk lamp?', { ask: 'details', names: ['desk lamp'] }],
  ['Tell me about Bread Without Hurry', { ask: 'details', names: ['Bread Without Hurry'] }],
  ['Is the Desk Lamp in stock?', { ask: 'stock', names: ['Desk Lamp'] }],
  ['Is there a desk lamp in stock?', { ask: 'search' }],
  ['Is the Rain Jacket waterproof?', { ask: 'details', names: ['Rain Jacket'] }],
  ['Does the doorbell have night vision?', { ask: 'details', names: ['doorbell'] }],
  ['does the first one have USB?', { ask: 'details', positions: [0] }],
  ['tell me about the second one', { ask: 'details', positions: [1] }],
  ['the last two', { ask: 'details', positions: [-2, -1] }],
  ['third', { ask: 'details', positions: [2] }],
  ['#2', { ask: 'details', positions: [1] }],
  ['first aid kit', { ask: 'search', positions: [] }],
  ['is it in stock?', { ask: 'stock', points: 'it' }],
  ['which of those are in stock?', { ask: 'search', points: 'those' }],
  ['are they waterproof?', { ask: 'search', points: 'they' }],
  ['and under $50?', { ask: 'search', continues: true }],
  ['what about headphones?', { ask: 'search', continues: true }],
  ['compare P001 and P002', { ask: 'compare', ids: ['P001', 'P002'] }],
  ['Yoga Mat vs. Jump Rope', { ask: 'compare', names: ['Yoga Mat', 'Jump Rope'] }],
  ['which is cheaper, P001 or P003?', { ask: 'compare', ids: ['P001', 'P003'] }],
  ['compare the first two', { ask: 'compare', positions: [0, 1] }],
  ['compare laptops', { ask: 'search' }],
  ['cheapest laptop', { pick: { end: 'lowest', rank: 1, count: 1 } }],
  ['the second most expensive laptop', { pick: { end: 'highest', rank: 2, count: 1 } }],
  ['top 5 cheapest books', { pick: { end: 'lowest', rank: 1, count: 5 } }],
  ['what are the three priciest toys', { pick: { end: 'highest', rank: 1, count: 3 } }],
  ['cheapest first', { order: 'lowest' }],
  ['cheap headphones', { order: 'lowest' }],
  ['anything cheaper?', { relative: 'lowest' }],
  ['show me 3 laptops', { ask: 'search', limit: 3 }],
  ['how many toys are in stock?', { ask: 'search', countsOnly: true }],
  ['show me more', { ask: 'more' }],
  ['next page', { ask: 'more' }],
  ['anything else?', { ask: 'more' }],
  ['show me more toys', { ask: 'search' }],
  ['what categories do you have?', { ask: 'categories' }],
  ['what do you sell?', { ask: 'categories' }],
  ['similar to P012', { ask: 'similar', ids: ['P012'] }],
  ['alternatives to the second one', { ask: 'similar', positions: [1] }],
];

for (const [question, expected] of ASKS) {
  test(`what “${question}” asks is understood`, () => {
    assert.partialDeepStrictEqual(parseQuestion(question, CATEGORIES), expected);
  });
}

test('what the rules can not judge is noted and left out', () => {
  for (const question of [
    'best laptop',
    'laptop for my dad',
    'newest laptop',
    'laptop under 2 kg',
  ]) {
    const { notes, wanted } = parseQuestion(question, CATEGORIES);
    assert.deepEqual(wanted.subjects, [{ query: 'laptop' }], question);
    assert.equal(notes.length, 1, question);
  }
});
