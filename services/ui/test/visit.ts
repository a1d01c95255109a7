import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/**
 * Opens the page as a visitor of their own. When the test ends, nothing may have gone wrong in the
 * browser: no refused script or style, no exception, no request to another host.
 */
export async function visit(
  t: TestContext,
  browser: Browser,
  url: string,
  { expected = [], ...options }: BrowserContextOptions & { expected?: RegExp[] } = {},
): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const problems: string[] = [];
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) problems.push(`asked for ${request.url()}`);
  });
  t.after(async () => {
    await context.close();
    const unexpected = problems.filter((one) => !expected.some((pattern) => pattern.test(one)));
    assert.deepEqual(unexpected, []);
  });
  await page.goto(url);
  await page.locator('.example').first().waitFor();
  return page;
}

/** Writes a message and sends it with the Enter key. */
export async function ask(page: Page, message: string): Promise<void> {
  await page.getByLabel('Message', { exact: true }).fill(message);
  await page.keyboard.press('Enter');
}

/** Waits until the newest answer has come to the given state. */
export async function untilState(page: Page, state: string): Promise<void> {
  await page.locator(`.exchange[data-state="${state}"]:last-child`).waitFor();
}
