import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { launchBrowser } from './support/browser.ts';
import {
  chainOfThisFile,
  idsWhere,
  type Product,
  productsNamedIn,
} from './support/running-chain.ts';

const running = chainOfThisFile();

async function ask(page: Page, question: string): Promise<void> {
  const answered = page.locator('.exchange[data-state="finished"]');
  const before = await answered.count();
  await page.locator('#message').fill(question);
  await page.keyboard.press('Enter');
  await answered.nth(before).waitFor({ timeout: 20_000 });
}

const cardIds = async (page: Page) => {
  const cards = page.locator('.exchange').last().locator('.product');
  const ids = await cards.evaluateAll((all) =>
    all.map((card) => card.getAttribute('data-product-id') ?? ''),
  );
  return [...new Set(ids)].sort();
};
const answerText = (page: Page) =>
  page.locator('.exchange').last().locator('.written-text').innerText();

const questions: [string, (product: Product) => boolean][] = [
  [
    'Show me electronics under $100',
    ({ category, price }) => category === 'Electronics' && price < 100,
  ],
  ['What laptops do you have?', ({ name }) => name.includes('Laptop')],
  [
    'Find running shoes in stock',
    ({ name, in_stock }) => name.includes('Running Shoes') && in_stock,
  ],
];

test('a visitor asks the three questions and a follow-up, and sees exactly the right products', async (t) => {
  const browser = await launchBrowser(t);
  if (!browser) return;
  const page = await browser.newPage();
  await page.goto(running.urlOf('ui'));
  assert.match(await page.locator('#model-label').innerText(), /offline model/i);
  for (const [question, matches] of questions) {
    await ask(page, question);
    assert.deepEqual(productsNamedIn(await answerText(page)), idsWhere(matches), question);
    assert.deepEqual(await cardIds(page), idsWhere(matches), question);
  }
  await ask(page, 'Which of those cost less than $100?');
  const cheap = idsWhere(
    ({ name, in_stock, price }) => name.includes('Running Shoes') && in_stock && price < 100,
  );
  assert.deepEqual(productsNamedIn(await answerText(page)), cheap);
});

test('two browsers never see each other’s conversation', async (t) => {
  const browser = await launchBrowser(t);
  if (!browser) return;
  const pages = await Promise.all([0, 1].map(async () => (await browser.newContext()).newPage()));
  const [first, second] = pages as [Page, Page];
  await Promise.all(pages.map((page) => page.goto(running.urlOf('ui'))));
  await Promise.all([
    ask(first, 'What laptops do you have?'),
    ask(second, 'Find running shoes in stock'),
  ]);
  await Promise.all(pages.map((page) => ask(page, 'Tell me about the second one')));
  const [laptops, shoes] = (await Promise.all(pages.map(answerText))) as [string, string];
  assert.match(laptops, /Laptop/);
  assert.doesNotMatch(laptops, /Running Shoes/);
  assert.match(shoes, /Running Shoes/);
  assert.doesNotMatch(await second.locator('body').innerText(), /Laptop\b(?!s)/);
  const cookies = await Promise.all(pages.map((page) => page.context().cookies()));
  const [one, two] = cookies.map(([cookie]) => cookie);
  assert.ok(one?.httpOnly && two?.httpOnly);
  assert.notEqual(one.value, two.value);
});
