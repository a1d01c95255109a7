import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RestartBudget } from './restart-policy.ts';

const POLICY = { limit: 2, withinMs: 1_000, delayMs: 10 };

test('each restart within the window waits twice as long, until none is left', () => {
  const budget = new RestartBudget(POLICY);
  assert.deepEqual(budget.take(0), { delayMs: 10, count: 1 });
  assert.deepEqual(budget.take(500), { delayMs: 20, count: 2 });
  assert.equal(budget.take(999), undefined);
});

test('restarts that are long past do not count', () => {
  const budget = new RestartBudget(POLICY);
  budget.take(0);
  budget.take(500);
  assert.deepEqual(budget.take(1_000), { delayMs: 20, count: 2 });
  assert.deepEqual(budget.take(5_000), { delayMs: 10, count: 1 });
});
