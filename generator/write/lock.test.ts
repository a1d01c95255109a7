import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Failure } from '../diagnostics.ts';
import { realDisk } from './disk.ts';
import { makeTree, readTree, type Tree, withFolders } from './fixtures/tree.ts';
import { underLock, waitForWriters } from './lock.ts';
import { type LockOwner, lockName, thisProcess } from './lock-owner.ts';
import { WORK_FOLDER } from './work-folder.ts';

const runs = Array.from({ length: 10 }, (_, index) => `run-${index}`);

/** Runs a fixture as a process of its own, to its end. */
function start(
  fixture: string,
  ...args: string[]
): Promise<{ code: number | null; stderr: string }> {
  const file = fileURLToPath(new URL(`./fixtures/${fixture}`, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}

test('of ten runs at once, one whole remains', async (t) => {
  const base = makeTree(t, {});
  const ended = await Promise.all(runs.map((run) => start('write-tree.ts', base, run, '20')));
  assert.deepEqual(
    ended.filter(({ code }) => code !== 0),
    [],
  );
  const found = readTree(base);
  const last = found['environments/env-0/rendered/shared.json'];
  assert.ok(last && runs.includes(last));
  const whole = Array.from({ length: 20 }, (_, index): [string, string][] => [
    [`environments/env-${index}/rendered/${last}/own.json`, last],
    [`environments/env-${index}/rendered/shared.json`, last],
  ]);
  assert.deepEqual(found, withFolders(Object.fromEntries(whole.flat())));
});

test('who holds the lock is alone with it', async (t) => {
  const base = makeTree(t, {});
  const ended = await Promise.all(runs.map(() => start('hold-lock.ts', base, '20')));
  assert.deepEqual(
    ended.filter(({ code }) => code !== 0),
    [],
  );
  assert.deepEqual(readTree(base), {});
});

const lockOf = (owner: Partial<LockOwner>): Tree => ({
  [`${WORK_FOLDER}/${lockName({ ...thisProcess(), ...owner })}`]: '',
});
const parent = { pid: process.ppid, started: '0' };

test('while another process holds the lock, a run and a check wait and then name it', (t) => {
  const base = makeTree(t, lockOf(parent));
  for (const wait of [
    () => underLock(base, realDisk, assert.fail, 100),
    () => waitForWriters(base, 100),
  ]) {
    assert.throws(wait, (error) => {
      assert.ok(error instanceof Failure);
      const [found] = error.diagnostics;
      assert.deepEqual([error.exitCode, found?.code], [1, 'write/locked']);
      return found?.message.includes(String(process.ppid));
    });
  }
  assert.deepEqual(readTree(base), withFolders(lockOf(parent)));
});

const dead: [title: string, Partial<LockOwner>][] = [
  // Above the largest number that Linux gives out.
  ['of a process that ended', { pid: 2 ** 22 + 1 }],
  ['of a process whose number another has now', { pid: process.ppid, started: '1' }],
];
for (const [title, owner] of dead) {
  test(`a lock ${title} holds nobody up and is cleared away`, (t) => {
    const base = makeTree(t, lockOf(owner));
    waitForWriters(base, 0);
    assert.equal(
      underLock(base, realDisk, () => 'done', 0),
      'done',
    );
    assert.deepEqual(readTree(base), {});
  });
}

test('a lock of another machine counts for ten minutes', (t) => {
  const lock = lockOf({ host: 'elsewhere', pid: 1 });
  const base = makeTree(t, lock);
  assert.throws(() => underLock(base, realDisk, assert.fail, 0), Failure);
  const [file = ''] = Object.keys(lock);
  const old = Date.now() / 1000 - 11 * 60;
  utimesSync(join(base, file), old, old);
  underLock(base, realDisk, () => {}, 0);
  assert.deepEqual(readTree(base), {});
});

test('a file that is called something like a lock is none', (t) => {
  const base = makeTree(t, { [`${WORK_FOLDER}/lock-1-%`]: '' });
  underLock(base, realDisk, () => writeFileSync(join(base, 'ran'), ''), 0);
  assert.deepEqual(Object.keys(readTree(base)), [`${WORK_FOLDER}/`, `${WORK_FOLDER}/lock-1-%`]);
});
