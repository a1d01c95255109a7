import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { processLives } from './fixtures/process-lives.ts';

/** A runner that starts two services, stops watching the second, and can't clean up. */
const RUNNER = `
  const { spawn } = await import('node:child_process');
  const { startOrphanGuard } = await import(${JSON.stringify(new URL('orphan-guard.ts', import.meta.url).href)});
  const guard = startOrphanGuard();
  const start = () => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { detached: true, stdio: 'ignore' }).pid;
  const pids = [start(), start()];
  for (const pid of pids) guard.watch(pid);
  guard.forget(pids[1]);
  console.log(pids.join(' '));
  setInterval(() => {}, 1e6);
`;

test('a runner that is killed takes the processes that it watched with it, and no other', async () => {
  const runner = spawn(process.execPath, ['--input-type=module', '-e', RUNNER]);
  const [line] = await once(runner.stdout, 'data');
  const [watched, forgotten] = String(line).trim().split(' ').map(Number) as [number, number];
  runner.kill('SIGKILL');
  try {
    for (let tries = 0; tries < 200 && processLives(watched); tries += 1) await sleep(20);
    assert.deepEqual([processLives(watched), processLives(forgotten)], [false, true]);
  } finally {
    process.kill(forgotten, 'SIGKILL');
  }
});
