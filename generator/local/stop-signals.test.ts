import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { listenForStop } from './stop-signals.ts';

test('the first signal stops, and the same wish told twice is no second one', () => {
  const target = new EventEmitter();
  const signals = listenForStop(target);
  target.emit('SIGINT');
  target.emit('SIGINT');
  assert.deepEqual([signals.stop.aborted, signals.kill.aborted], [true, false]);
});

test('a later signal ends at once', async () => {
  const target = new EventEmitter();
  const signals = listenForStop(target);
  target.emit('SIGTERM');
  await sleep(350);
  target.emit('SIGINT');
  assert.equal(signals.kill.aborted, true);
});

test('a closed listener leaves no trace', () => {
  const target = new EventEmitter();
  listenForStop(target).close();
  assert.deepEqual(target.eventNames(), []);
});
