import { existsSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { type Browser, chromium } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Containers run the tests as root, where Chromium's own sandbox can't start.
  '--no-sandbox',
];

/**
 * Starts the machine's Chromium (`CHROMIUM_PATH`, else Debian's) with a fresh profile; it ends with
 * the test. Give each visitor a `browser.newContext()`: contexts share no cookie and no storage.
 *
 * Without a Chromium the test is skipped and the answer is undefined. With `CI=true` that is a
 * failure, since nobody would read the skipped line there.
 */
export async function launchBrowser(t: TestContext): Promise<Browser | undefined> {
  const executablePath = process.env.CHROMIUM_PATH || '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    const reason = `no Chromium at ${executablePath}: install it (Debian: chromium) or set CHROMIUM_PATH`;
    if (process.env.CI === 'true') throw new Error(reason);
    t.skip(reason);
    return undefined;
  }
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  t.after(() => browser.close());
  return browser;
}
