import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Diagnostic, Failure } from '../diagnostics.ts';
import { type Disk, ignoringIo, ioCode, unless } from './disk.ts';
import { isAlive, type LockOwner, lockName, parseLockName, thisProcess } from './lock-owner.ts';
import { WORK_FOLDER } from './work-folder.ts';

/** As long as a second run waits for the first. 1,000 environments are written in less. */
const WAIT_MS = 5_000;

/**
 * Does something that no two processes may do at once below one base folder.
 *
 * Every process has a lock file of its own name. Who makes it and then sees no other living one holds
 * the lock; who sees one takes its own away and tries again. So of two that come at once at most one
 * goes on, and the lock of a dead process need not be broken: it does not count. (One file for all
 * would have to be taken from the dead, and two that do so at once can take it from each other.)
 *
 * @throws {Failure} `write/locked` when another process holds it for too long
 */
export function underLock<T>(base: string, disk: Disk, work: () => T, waitMs = WAIT_MS): T {
  const file = `${WORK_FOLDER}/${lockName(thisProcess())}`;
  acquire(base, file, disk, waitMs);
  try {
    return work();
  } finally {
    release(base, file, disk);
  }
}

/**
 * Waits until nobody writes. Changes nothing itself.
 *
 * @throws {Failure} `write/locked` when that takes too long
 */
export function waitForWriters(base: string, waitMs = WAIT_MS): void {
  const until = performance.now() + waitMs;
  for (let held = findHeld(base); held; held = findHeld(base)) pause(held, until);
}

function acquire(base: string, file: string, disk: Disk, waitMs: number): void {
  const until = performance.now() + waitMs;
  for (;;) {
    waitForWriters(base, until - performance.now());
    if (!tryMake(base, file, disk)) continue;
    const other = findHeld(base);
    if (!other) break;
    disk.removeFile(join(base, file));
    pause(other, until);
  }
  const dead = listLocks(base).filter((lock) => !isOurs(lock) && !holds(base, lock));
  for (const lock of dead) unless(['ENOENT'], () => disk.removeFile(join(base, lock.file)));
}

function tryMake(base: string, file: string, disk: Disk): boolean {
  disk.makeFolder(join(base, WORK_FOLDER));
  try {
    unless(['EEXIST'], () => disk.makeFile(join(base, file), ''));
    return true;
  } catch (error) {
    // Whoever held the lock has just removed the folder with it.
    if (ioCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** What can't be removed harms nobody: a lock ends with its process. */
function release(base: string, file: string, disk: Disk): void {
  ignoringIo(() => {
    disk.removeFile(join(base, file));
    disk.removeFolder(join(base, WORK_FOLDER));
  });
}

interface Lock {
  readonly owner: LockOwner;
  /** Path from the base folder. */
  readonly file: string;
}

const holds = (base: string, { owner, file }: Lock) => isAlive(owner, join(base, file));

/** A process writes one thing at a time, so a lock of its own is one that it could not remove. */
const isOurs = ({ file }: Lock) => basename(file) === lockName(thisProcess());

const findHeld = (base: string): Lock | undefined =>
  listLocks(base).find((lock) => !isOurs(lock) && holds(base, lock));

function listLocks(base: string): Lock[] {
  return namesIn(join(base, WORK_FOLDER)).flatMap((name): Lock[] => {
    const owner = parseLockName(name);
    return owner ? [{ owner, file: `${WORK_FOLDER}/${name}` }] : [];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (ioCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Two that met must not meet again at the same moment, so each waits a time of its own. */
function pause(held: Lock, until: number): void {
  if (performance.now() >= until) throw new Failure([locked(held)], 1);
  const ms = 10 + Math.random() * 40;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** Somebody wrote a config after we had read it. */
export const changedMeanwhile = (file: string): Diagnostic => ({
  code: 'write/locked',
  severity: 'error',
  message: `${file} was changed while this ran; nothing was written`,
  hint: 'run it again',
  file,
});

function locked({ owner: { pid, host }, file }: Lock): Diagnostic {
  return {
    code: 'write/locked',
    severity: 'error',
    message: `process ${pid} on ${host} is writing the rendered files`,
    hint: `run it again when that has ended; if no such process runs there, remove ${file}`,
    file,
  };
}
