import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchBrowser } from '../../../test/support/browser.ts';
import { type AnswerWriter, startFakeAgent } from './fake-agent.ts';
import { startPageServer } from './page-server.ts';
import { callSearch, PRODUCTS, returnProducts, sayAndEnd } from './shop-answers.ts';
import { ask, untilState, visit } from './visit.ts';

const BUSY = { code: 'model_throttled', message: 'The model is busy.', retryable: true };
const FAILED_REQUEST = /^Failed to load resource/;

test('answers in a browser', async (t) => {
  const browser = await launchBrowser(t);
  if (!browser) return;
  const agent = await startFakeAgent(t);
  const url = await startPageServer(t, { AGENT_URL: agent.url });

  await t.test('an example is answered before the eyes of the visitor', async (t) => {
    const page = await visit(t, browser, url);
    let answer: AnswerWriter | undefined;
    agent.answer = (started) => {
      answer = started;
      callSearch(started);
    };
    assert.equal(await page.locator('#answers-by').textContent(), 'Answers by: A made-up model');
    await page.getByRole('button', { name: 'Show me electronics under $100' }).click();
    const call = page.locator('details.tool-call');
    await call.getByText('Running…').waitFor();
    assert.equal(agent.requests.at(-1)?.body.message, 'Show me electronics under $100');
    assert.equal(await page.locator('#welcome').isVisible(), false);
    assert.equal(await page.locator('#status').textContent(), 'Answering…');

    assert.ok(answer);
    returnProducts(answer);
    await call.getByText('7 products').waitFor();
    answer.event('text', { text: 'Seven are **under $1' });
    await page.locator('.written-text strong', { hasText: /^under \$1$/ }).waitFor();
    assert.equal(await page.getByRole('log').textContent(), '', 'halves are not spoken');
    assert.equal(await page.locator('.product').count(), 0);

    sayAndEnd(answer, '00**.');
    await untilState(page, 'finished');
    assert.equal(await page.locator('.written-text').textContent(), 'Seven are under $100.');
    const spoken = await page.getByRole('log').locator('p').allTextContents();
    assert.deepEqual(spoken, ['Seven are under $100.', '7 products shown as cards.']);
    assert.equal(await page.evaluate('document.activeElement.id'), 'message');
  });

  await t.test('products are cards, each once, the rest on request', async (t) => {
    const page = await visit(t, browser, url);
    agent.answer = (answer) => {
      callSearch(answer);
      returnProducts(answer);
      callSearch(answer, 'call-2');
      returnProducts(answer, 'call-2', PRODUCTS.slice(0, 2));
      sayAndEnd(answer, 'Here they are.');
    };
    await ask(page, 'electronics');
    await untilState(page, 'finished');
    const cards = page.locator('.product');
    assert.equal(await cards.count(), 7);
    assert.deepEqual(
      await cards.nth(2).locator('.price, .stock, .category, h4').allTextContents(),
      ['Electronics', 'Lumen e-ink desk clock', '$89.00', 'Out of stock'],
    );
    assert.deepEqual(await cards.first().locator('.features li').allTextContents(), [
      'USB-C',
      'Two years of warranty',
    ]);
    assert.equal(await cards.nth(6).isVisible(), false);
    await page.getByRole('button', { name: 'Show 1 more' }).click();
    assert.equal(await cards.nth(6).isVisible(), true);
  });

  await t.test('a tool call opens with the keyboard and tells everything', async (t) => {
    const page = await visit(t, browser, url);
    agent.answer = (answer) => {
      callSearch(answer);
      returnProducts(answer);
      sayAndEnd(answer, 'Done.');
    };
    await ask(page, 'electronics');
    await untilState(page, 'finished');
    const details = page.locator('details.tool-call');
    assert.equal(await details.locator('dd').first().isVisible(), false);
    await details.locator('summary').focus();
    await page.keyboard.press('Enter');
    assert.deepEqual(await details.locator('dt').allTextContents(), ['Category', 'Max price']);
    assert.deepEqual(await details.locator('dd').allTextContents(), ['Electronics', '$99.99']);
    assert.match((await details.locator('pre').textContent()) ?? '', /"id": "P007"/);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'PRE');
    await page.getByRole('button', { name: 'Jump to the end of the answer' }).click();
    await page.locator('#jump').waitFor({ state: 'hidden' });
    const end = await page.getByRole('button', { name: 'Show 1 more' }).boundingBox();
    const composer = await page.locator('#composer').boundingBox();
    assert.ok(end && composer && end.y > 0 && end.y + end.height <= composer.y);
  });

  await t.test('an error is told, and Retry sends the same message again', async (t) => {
    const page = await visit(t, browser, url, { expected: [FAILED_REQUEST] });
    for (const fail of [
      (answer: AnswerWriter) => answer.refuse(503, BUSY),
      (answer: AnswerWriter) => {
        answer.event('text', { text: 'Let me ' });
        answer.event('error', BUSY);
        answer.response.end();
      },
    ]) {
      agent.answer = fail;
      await ask(page, 'What laptops do you have?');
      await untilState(page, 'failed');
      assert.equal(await page.locator('.failure').textContent(), 'The model is busy.');
      assert.deepEqual(await page.getByRole('log').locator('p').last().textContent(), BUSY.message);
      agent.answer = (answer) => sayAndEnd(answer, 'None.');
      await page.getByRole('button', { name: 'Retry' }).click();
      await untilState(page, 'finished');
      assert.equal(agent.requests.at(-1)?.body.message, 'What laptops do you have?');
      assert.equal(await page.locator('.failure').count(), 0);
    }
    assert.equal(await page.locator('.exchange').count(), 2);
  });

  await t.test('what sending again cannot help has no Retry', async (t) => {
    const page = await visit(t, browser, url);
    agent.answer = (answer) => {
      answer.event('error', { code: 'model_refused', message: 'Not this.', retryable: false });
      answer.response.end();
    };
    await ask(page, 'hello');
    await untilState(page, 'failed');
    assert.equal(await page.getByRole('button', { name: 'Retry' }).count(), 0);
  });

  await t.test(
    'an answer is stopped by its button and by Escape, and the agent hears',
    async (t) => {
      const page = await visit(t, browser, url);
      for (const stop of [
        () => page.getByRole('button', { name: 'Stop the answer' }).click(),
        () => page.keyboard.press('Escape'),
      ]) {
        const left = Promise.withResolvers<void>();
        agent.answer = (answer) => {
          void answer.closed.then(left.resolve);
          callSearch(answer);
          answer.event('text', { text: 'A long story' });
        };
        await ask(page, 'tell me');
        await page.locator('.exchange:last-child .written-text').waitFor();
        await page.getByLabel('Message', { exact: true }).fill('meanwhile');
        assert.equal(await page.getByRole('button', { name: 'Send' }).count(), 0);
        await stop();
        await untilState(page, 'stopped');
        await left.promise;
        const last = page.locator('.exchange:last-child');
        assert.equal(await last.locator('.written-text').textContent(), 'A long story');
        assert.equal(await last.locator('.tool-outcome').textContent(), 'Not finished');
        assert.equal(await page.evaluate('document.activeElement.id'), 'message');
        assert.equal(await page.getByRole('button', { name: 'Send' }).isEnabled(), true);
      }
    },
  );

  await t.test('what a model or a tool writes stays text', async (t) => {
    const page = await visit(t, browser, url);
    const evil = '<img src=x onerror="alert(1)"><b>bold</b>';
    agent.answer = (answer) => {
      callSearch(answer);
      const [product] = PRODUCTS;
      assert.ok(product);
      returnProducts(answer, 'call-1', [{ ...product, name: evil as typeof product.name }]);
      sayAndEnd(answer, evil);
    };
    await ask(page, evil);
    await untilState(page, 'finished');
    for (const place of ['.written-text', '.product h4']) {
      assert.equal(await page.locator(place).textContent(), evil);
    }
    assert.equal(await page.locator('.exchange :is(img, b)').count(), 0);
  });
});
