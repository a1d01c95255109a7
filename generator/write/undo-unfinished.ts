import { Failure, failOnErrors } from '../diagnostics.ts';
import { type Disk, realDisk } from './disk.ts';
import { explainIo } from './explain-io.ts';
import { interrupted, isInterrupted } from './journal.ts';
import { underLock, waitForWriters } from './lock.ts';
import { findWorkObstacles } from './obstacles.ts';
import { undoInterrupted } from './undo.ts';

/**
 * Puts back what a run left that did not end, before anybody reads a config: that run may have been
 * about to write one.
 *
 * @throws {Failure} as `writeRendered` does
 */
export function undoUnfinished(base: string, disk: Disk = realDisk): void {
  explainIo(base, () => {
    if (!isInterrupted(base)) return;
    failOnErrors(findWorkObstacles(base));
    underLock(base, disk, () => undoInterrupted(base, disk));
  });
}

/**
 * For those who write nothing and read configs: one of them may be away just now.
 *
 * @throws {Failure} `write/interrupted`
 */
export function refuseUnfinished(base: string): void {
  explainIo(base, () => {
    waitForWriters(base);
    if (isInterrupted(base)) throw new Failure([interrupted()]);
  });
}
