import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../diagnostics.ts';
import { memoryBucket } from './fixtures/memory-bucket.ts';
import { keepingLock, lockKey, readHolder, takeLock } from './lock.ts';

const ada = { by: 'ada@laptop' };
const bob = { by: 'bob', run: 'https://example.com/run/7' };
const MINUTE = 60_000;

function handClock(start = Date.parse('2026-11-25T12:00:00Z')) {
  let now = start;
  return {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

const codesOf = async (work: Promise<unknown>): Promise<string[]> => {
  try {
    await work;
    return [];
  } catch (error) {
    assert.ok(error instanceof Failure);
    assert.equal(error.exitCode, 1);
    return error.diagnostics.map(({ code }) => code);
  }
};

test('of two runs the second is told who holds the lock and since when, and can take it once it is given back', async () => {
  const [bucket, clock] = [memoryBucket(), handClock()];
  const held = await takeLock(bucket, clock, 'dev', bob, 'apply');
  await assert.rejects(takeLock(bucket, clock, 'dev', ada, 'rollback'), {
    message:
      /^bob \(https:\/\/example\.com\/run\/7\) .* since 2026-11-25T12:00:00\.000Z \(apply\)$/,
  });
  assert.match((await readHolder(bucket, clock, 'dev')) ?? '', /^bob .*apply since/);
  await held.release();
  assert.equal(await readHolder(bucket, clock, 'dev'), undefined);
  assert.deepEqual(await codesOf(takeLock(bucket, clock, 'dev', ada, 'apply')), []);
});

test('environments do not wait for one another', async () => {
  const [bucket, clock] = [memoryBucket(), handClock()];
  await takeLock(bucket, clock, 'dev', bob, 'apply');
  assert.deepEqual(await codesOf(takeLock(bucket, clock, 'prod', ada, 'apply')), []);
});

test('the lock of a killed run is taken over after a quarter of an hour, not before', async () => {
  const [bucket, clock] = [memoryBucket(), handClock()];
  await takeLock(bucket, clock, 'dev', bob, 'apply');
  await clock.sleep(15 * MINUTE);
  assert.deepEqual(await codesOf(takeLock(bucket, clock, 'dev', ada, 'apply')), ['deploy/locked']);
  await clock.sleep(1);
  assert.deepEqual(await codesOf(takeLock(bucket, clock, 'dev', ada, 'apply')), []);
});

test('a run that waits keeps its lock for as long as it takes', async () => {
  const [bucket, clock] = [memoryBucket(), handClock()];
  const held = await takeLock(bucket, clock, 'dev', bob, 'apply');
  const waiting = keepingLock(clock, held);
  for (let minute = 0; minute < 40; minute += 1) await waiting.sleep(MINUTE);
  assert.deepEqual(await codesOf(takeLock(bucket, clock, 'dev', ada, 'apply')), ['deploy/locked']);
  await held.release();
  assert.deepEqual([...bucket.texts.keys()], []);
});

test('a run that lost its lock stops, and does not give back the lock of the other', async () => {
  const [bucket, clock] = [memoryBucket(), handClock()];
  const held = await takeLock(bucket, clock, 'dev', bob, 'apply');
  await clock.sleep(16 * MINUTE);
  await takeLock(bucket, clock, 'dev', ada, 'apply');
  assert.deepEqual(await codesOf(held.keep()), ['deploy/lock-lost']);
  await held.release();
  assert.match((await readHolder(bucket, clock, 'dev')) ?? '', /^ada@laptop/);
});

test('a lock that is no JSON is not taken over: somebody has to look at it', async () => {
  const [bucket, clock] = [memoryBucket(), handClock()];
  await bucket.create(lockKey('dev'), 'what is this');
  assert.deepEqual(await codesOf(takeLock(bucket, clock, 'dev', ada, 'apply')), ['deploy/locked']);
});
