import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isGapless, rollSteps } from './roll.ts';

const limits = (desired: number, minimumHealthyPercent: number, maximumPercent: number) => ({
  desired,
  minimumHealthyPercent,
  maximumPercent,
});

test('with 100 to 200 percent all new tasks start before an old one stops', () => {
  assert.deepEqual(rollSteps(limits(2, 100, 200)), [{ started: 2, stopped: 2, old: 0, new: 2 }]);
});

test('with 50 to 100 percent old tasks make room first, and half of them are there throughout', () => {
  assert.deepEqual(rollSteps(limits(4, 50, 100)), [
    { started: 2, stopped: 4, old: 0, new: 2 },
    { started: 2, stopped: 0, old: 0, new: 4 },
  ]);
});

test('with 100 to 125 percent one in four starts at a time', () => {
  const steps = rollSteps(limits(4, 100, 125));
  assert.deepEqual(
    steps.map(({ started, old, new: fresh }) => [started, old, fresh]),
    [
      [1, 3, 1],
      [1, 2, 2],
      [1, 1, 3],
      [1, 0, 4],
    ],
  );
});

test('100 to 100 percent never moves, and one task of 0 percent leaves a gap', () => {
  assert.deepEqual(rollSteps(limits(3, 100, 100)), []);
  assert.equal(isGapless(limits(1, 0, 100)), false);
  assert.equal(isGapless(limits(1, 100, 200)), true);
});

test('never fewer than the lower and never more than the upper limit, and it ends with new tasks only', () => {
  const any = fc.record({
    desired: fc.integer({ min: 1, max: 40 }),
    minimumHealthyPercent: fc.integer({ min: 0, max: 100 }),
    maximumPercent: fc.integer({ min: 100, max: 250 }),
  });
  fc.assert(
    fc.property(any, (given) => {
      const steps = rollSteps(given);
      if (steps.length === 0) {
        const least = Math.ceil((given.desired * given.minimumHealthyPercent) / 100);
        const most = Math.floor((given.desired * given.maximumPercent) / 100);
        assert.ok(least >= given.desired && most <= given.desired);
        return;
      }
      assert.deepEqual([steps.at(-1)?.old, steps.at(-1)?.new], [0, given.desired]);
      for (const { old, new: fresh } of steps) {
        assert.ok(old + fresh <= Math.floor((given.desired * given.maximumPercent) / 100));
        assert.ok(old + fresh >= Math.ceil((given.desired * given.minimumHealthyPercent) / 100));
      }
    }),
  );
});
