import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { makeChangesBase } from '../../test/support/change-cases.ts';
import { runMain } from '../../test/support/run-main.ts';

let base: string;
before(() => {
  base = makeChangesBase();
});
after(() => rmSync(base, { recursive: true, force: true }));

const run = (...args: string[]) => runMain(base, 'cost', ...args);

test('cost has a table for each environment, with its sources and what is assumed', async () => {
  const { code, stdout } = await run('dev', 'local');
  assert.equal(code, 0);
  assert.match(stdout, /^dev \(us-east-1\): \$\d+\.\d\d a month/);
  assert.match(stdout, /\$32\.85 {2}1 NAT gateway +730 gateway-hour × \$0\.045/);
  assert.match(stdout, /assumed: /);
  assert.match(stdout, /\n\nlocal \(us-east-1\): no number\n/);
});

test('as data it is the estimates of all environments', async () => {
  const { code, stdout } = await run('--format', 'json');
  const { schema, environments } = JSON.parse(stdout);
  assert.deepEqual([code, schema], [0, 'cost/v1']);
  const names = environments.map((one: { environment: string }) => one.environment);
  assert.deepEqual(names, ['account', 'account-live', 'dev', 'live', 'local']);
  assert.ok(environments[2].total > 0 && environments[2].prices.date);
});

test('an environment that is not there is a mistake of the input', async () => {
  const { code, stdout, stderr } = await run('devv');
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /dev/);
});
