import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { TimeLimit, untilAborted, withinTime } from './cancellation.ts';

const LONG_MS = 60_000;

const forever = () => new Promise<never>(() => undefined);

test('work under a time limit ends with its result', async () => {
  const { signal } = new AbortController();
  assert.equal(await withinTime(signal, LONG_MS, async () => 5), 5);
});

test('work that takes too long is aborted and reported as TimeLimit', async () => {
  let inner: AbortSignal | undefined;
  const { signal } = new AbortController();
  const work = withinTime(signal, 10, (given) => {
    inner = given;
    return forever();
  });
  await assert.rejects(work, TimeLimit);
  assert.equal(inner?.aborted, true);
});

test('an abort from outside reaches the work with its reason', async () => {
  const outer = new AbortController();
  const reason = new Error('left');
  const work = withinTime(outer.signal, LONG_MS, async (signal) => {
    await once(signal, 'abort');
    return forever();
  });
  outer.abort(reason);
  await assert.rejects(work, reason);
});

test('work that has ended never hears of a later abort', async () => {
  const outer = new AbortController();
  const inner = await withinTime(outer.signal, LONG_MS, async (signal) => signal);
  outer.abort();
  assert.equal(inner.aborted, false);
});

test('nothing starts under a signal that is aborted already', async () => {
  const reason = new Error('left');
  let started = false;
  const work = withinTime(AbortSignal.abort(reason), LONG_MS, async () => {
    started = true;
  });
  await assert.rejects(work, reason);
  assert.equal(started, false);
});

test('who waits for shared work leaves alone', async () => {
  const shared = Promise.withResolvers<number>();
  const leaving = new AbortController();
  const left = untilAborted(shared.promise, leaving.signal);
  const stayed = untilAborted(shared.promise, new AbortController().signal);
  leaving.abort(new Error('left'));
  shared.resolve(7);
  await assert.rejects(left, /left/);
  assert.equal(await stayed, 7);
});
