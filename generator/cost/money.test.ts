import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawChange, drawMoney, monthlyOf, sumOf } from './money.ts';

test('a month is rounded to the cent once, half a cent upwards', () => {
  assert.equal(monthlyOf(730, 0.045), 32.85);
  assert.equal(monthlyOf(730, 0.004445), 3.24);
  assert.equal(monthlyOf(1, 0.005), 0.01);
  assert.equal(monthlyOf(1.005, 1), 1.01, 'where binary fractions would say 1.00');
});

test('a sum has no dust', () => {
  assert.equal(sumOf([0.1, 0.2]), 0.3);
  assert.equal(sumOf([]), 0);
});

test('money is written alike everywhere', () => {
  assert.deepEqual([0, 0.5, 1234567.8, -3].map(drawMoney), [
    '$0.00',
    '$0.50',
    '$1,234,567.80',
    '-$3.00',
  ]);
  assert.deepEqual([2, -2, 0].map(drawChange), ['+$2.00', '-$2.00', '$0.00']);
});
