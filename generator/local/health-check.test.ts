import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { becomesHealthy, becomesUnhealthy } from './health-check.ts';
import type { HealthCheck } from './rendered-schema.ts';

const NEVER = new AbortController().signal;

/** Passes while the file `well` exists. */
const SHELL: HealthCheck = {
  command: ['CMD-SHELL', 'test -e well || exit 6'],
  interval: 0.05,
  timeout: 1,
  retries: 2,
  startPeriod: 0,
};

function place(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'health-check-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const environment = { PATH: process.env.PATH ?? '' };
  return { folder, environment, well: join(folder, 'well') };
}

test('a service is healthy at the first check that passes', async (t) => {
  const where = place(t);
  const healthy = becomesHealthy({ ...SHELL, startPeriod: 5 }, where, NEVER);
  writeFileSync(where.well, '');
  assert.equal(await healthy, undefined);
});

test('a start is given up after the start period and all retries', async (t) => {
  const check = { ...SHELL, startPeriod: 0.1 };
  assert.match((await becomesHealthy(check, place(t), NEVER)) ?? '', /within 0.2 s.*exit code 6/);
});

test('a check that takes too long has failed', async (t) => {
  const check = { ...SHELL, command: ['CMD', 'sleep', '5'], timeout: 0.05, retries: 1 };
  assert.match((await becomesHealthy(check, place(t), NEVER)) ?? '', /did not end within 0.05 s/);
});

test('a check that is no command has failed', async (t) => {
  const check = { ...SHELL, command: ['CMD', 'no-such-command'], retries: 1 };
  assert.match((await becomesHealthy(check, place(t), NEVER)) ?? '', /cannot be run \(ENOENT\)/);
});

test('a healthy service is ill after as many failures in a row as the check retries', async (t) => {
  const where = place(t);
  writeFileSync(where.well, '');
  const ill = becomesUnhealthy(SHELL, where, NEVER);
  rmSync(where.well);
  assert.match(await ill, /exit code 6, 2 times in a row/);
});

test('nobody checks a service that is stopped', async (t) => {
  const stopped = AbortSignal.timeout(20);
  assert.equal(
    await becomesUnhealthy({ ...SHELL, interval: 60 }, place(t), stopped),
    'was stopped',
  );
});
