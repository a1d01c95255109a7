import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchBrowser } from '../../../test/support/browser.ts';
import { startFakeAgent } from './fake-agent.ts';
import { startPageServer } from './page-server.ts';
import { callSearch, returnProducts, sayAndEnd } from './shop-answers.ts';
import { ask, untilState, visit } from './visit.ts';

const FAILED_REQUEST = /^Failed to load resource/;

test('a visit in a browser', async (t) => {
  const browser = await launchBrowser(t);
  if (!browser) return;
  const agent = await startFakeAgent(t);
  const url = await startPageServer(t, { AGENT_URL: agent.url, MAX_MESSAGE_CHARACTERS: '100' });

  await t.test('a reset forgets everything, and a reload does not', async (t) => {
    const page = await visit(t, browser, url);
    agent.answer = (answer) => {
      callSearch(answer);
      returnProducts(answer);
      sayAndEnd(answer, 'Here.');
    };
    await ask(page, 'electronics');
    await untilState(page, 'finished');
    const first = agent.requests.at(-1)?.body.conversation_id;
    assert.equal(await page.evaluate('document.cookie'), '', 'scripts see no cookie');
    await page.reload();
    await untilState(page, 'finished');
    assert.equal(await page.locator('.product').count(), 7);
    await ask(page, 'and now?');
    await page.locator('.exchange:nth-child(2)[data-state="finished"]').waitFor();
    assert.equal(agent.requests.at(-1)?.body.conversation_id, first);

    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.locator('#welcome').waitFor();
    assert.equal(await page.locator('.exchange').count(), 0);
    assert.equal(agent.requests.at(-1)?.path, `/conversations/${first}`);
    assert.equal(await page.evaluate('document.activeElement.id'), 'message');
    await ask(page, 'hello');
    await untilState(page, 'finished');
    assert.notEqual(agent.requests.at(-1)?.body.conversation_id, first);
    await page.reload();
    await untilState(page, 'finished');
    assert.equal(await page.locator('.exchange').count(), 1);
  });

  await t.test('a second tab is told of the conversation and of its end', async (t) => {
    const page = await visit(t, browser, url);
    agent.answer = (answer) => sayAndEnd(answer, 'Hello.');
    await ask(page, 'hello');
    await untilState(page, 'finished');
    const second = await page.context().newPage();
    await second.goto(url);
    await second.locator('.notice[data-kind="earlier"]').waitFor();
    await second.getByRole('button', { name: 'Start a new one' }).click();
    await page.locator('.notice[data-kind="elsewhere"]').waitFor();
    assert.equal(await second.locator('.notice').count(), 0);
  });

  await t.test('a phone of 320 pixels shows everything without scrolling sideways', async (t) => {
    const page = await visit(t, browser, url, {
      viewport: { width: 320, height: 640 },
      isMobile: true,
      hasTouch: true,
    });
    agent.answer = (answer) => {
      callSearch(answer);
      returnProducts(answer);
      const long = 'x'.repeat(200);
      sayAndEnd(
        answer,
        `**${long}**\n\n\`\`\`\n${long}\n\`\`\`\n\n| ${long} | b |\n|---|---|\n| 1 | 2 |`,
      );
    };
    const width = () => page.evaluate('document.documentElement.scrollWidth');
    assert.equal(await width(), 320);
    await ask(page, 'y'.repeat(90));
    await untilState(page, 'finished');
    await page.locator('details.tool-call summary').click();
    assert.equal(await width(), 320);
    assert.equal(await page.locator('#answers-by').isVisible(), true);
    assert.equal(await page.evaluate('document.activeElement.id'), '', 'the keyboard goes away');
  });

  await t.test('colors follow the system until the visitor chooses', async (t) => {
    const page = await visit(t, browser, url, { colorScheme: 'dark' });
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    assert.equal(await background(), 'rgb(16, 20, 19)');
    await page.getByRole('button', { name: 'Use light colors' }).click();
    assert.equal(await background(), 'rgb(246, 248, 247)');
    await page.reload();
    assert.equal(await background(), 'rgb(246, 248, 247)');
    await page.getByRole('button', { name: 'Use dark colors' }).click();
    await page.emulateMedia({ colorScheme: 'light' });
    assert.equal(await background(), 'rgb(246, 248, 247)', 'the system is followed again');
  });

  await t.test(
    'Shift and Enter begins a line, and a message too long cannot be sent',
    async (t) => {
      const page = await visit(t, browser, url);
      agent.answer = (answer) => sayAndEnd(answer, 'Yes.');
      const box = page.getByLabel('Message', { exact: true });
      const send = page.getByRole('button', { name: 'Send' });
      assert.equal(await send.isEnabled(), false);
      await box.fill('one');
      const height = (await box.boundingBox())?.height ?? 0;
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.type('two');
      assert.ok(((await box.boundingBox())?.height ?? 0) > height, 'the box grows');
      await page.keyboard.press('Enter');
      await untilState(page, 'finished');
      assert.equal(agent.requests.at(-1)?.body.message, 'one\ntwo');
      await box.fill('x'.repeat(95));
      assert.equal(await page.locator('#message-limit').textContent(), '5 characters left');
      await box.fill('x'.repeat(101));
      assert.equal(await page.locator('#message-limit').textContent(), '1 character too many');
      assert.equal(await send.isEnabled(), false);
      assert.equal(await box.getAttribute('aria-invalid'), 'true');
    },
  );

  await t.test('a lost network is told, and Retry works when it is back', async (t) => {
    const page = await visit(t, browser, url, { expected: [FAILED_REQUEST] });
    agent.answer = (answer) => sayAndEnd(answer, 'Hello.');
    await page.context().setOffline(true);
    await page.locator('.notice[data-kind="offline"]').waitFor();
    await ask(page, 'hello');
    await untilState(page, 'failed');
    assert.equal(await page.locator('.failure').getAttribute('data-code'), 'connection_lost');
    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.locator('.notice[data-kind="reset"]').waitFor();
    assert.equal(await page.locator('.exchange').count(), 1, 'nothing is thrown away');
    await page.context().setOffline(false);
    await page.locator('.notice[data-kind="offline"]').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Retry' }).click();
    await untilState(page, 'finished');
  });

  await t.test(
    'the first Tab leads to the message box, and the page has its landmarks',
    async (t) => {
      const page = await visit(t, browser, url);
      await page.keyboard.press('Tab');
      assert.equal(
        await page.evaluate('document.activeElement.textContent'),
        'Skip to the message box',
      );
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate('document.activeElement.id'), 'message');
      for (const [role, name] of [
        ['banner', undefined],
        ['main', undefined],
        ['region', 'Conversation'],
        ['form', 'Your message'],
        ['log', 'Finished answers'],
      ] as const) {
        assert.equal(await page.getByRole(role, name ? { name } : {}).count(), 1, role);
      }
    },
  );

  await t.test('two visitors have two conversations', async (t) => {
    agent.answer = (answer) => sayAndEnd(answer, 'Hello.');
    const ids = new Set<string | undefined>();
    for (const message of ['one', 'two']) {
      const page = await visit(t, browser, url);
      await ask(page, message);
      await untilState(page, 'finished');
      ids.add(agent.requests.at(-1)?.body.conversation_id);
    }
    assert.equal(ids.size, 2);
  });
});
