import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { jumpingClock } from './jumping-clock.ts';

test('whoever waits shorter wakes first, and two who wait wait together', async () => {
  const clock = jumpingClock(0);
  const woken: [string, number][] = [];
  const wait = async (name: string, milliseconds: number) => {
    await clock.sleep(milliseconds);
    woken.push([name, clock.now()]);
  };
  await Promise.all([wait('long', 300), wait('short', 100), wait('also long', 300)]);
  assert.deepEqual(woken, [
    ['short', 100],
    ['long', 300],
    ['also long', 300],
  ]);
});

test('changes happen at their time, in order, before whoever waited as long wakes', async () => {
  const clock = jumpingClock(0);
  const seen: [string, number][] = [];
  clock.after(200, () => seen.push(['second', clock.now()]));
  clock.after(100, () => {
    seen.push(['first', clock.now()]);
    clock.after(50, () => seen.push(['planned by the first', clock.now()]));
  });
  clock.after(300, () => seen.push(['too late', clock.now()]));
  await clock.sleep(200);
  assert.deepEqual(seen, [
    ['first', 100],
    ['planned by the first', 150],
    ['second', 200],
  ]);
});

test('time stands still while a request is answered', async () => {
  const clock = jumpingClock(0);
  const done = clock.busy();
  const waiting = clock.sleep(1_000).then(() => clock.now());
  for (let turn = 0; turn < 1_000; turn++) await setImmediate();
  assert.equal(clock.now(), 0);
  done();
  assert.equal(await waiting, 1_000);
});
