import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure, failOnErrors } from '../diagnostics.ts';
import type { Bundle } from '../render/artefact.ts';
import { type Change, type Comparison, compareRendered } from './compare-rendered.ts';
import { type Disk, realDisk } from './disk.ts';
import { explainIo } from './explain-io.ts';
import { isConfigPath } from './journal.ts';
import { changedMeanwhile, underLock } from './lock.ts';
import { findWorkObstacles } from './obstacles.ts';
import { replaceAll } from './transaction.ts';
import { undoInterrupted } from './undo.ts';
import { WORK_FOLDER } from './work-folder.ts';

/**
 * Brings the files of environments to what was rendered: all of them or none. A run that did not end
 * is undone first. Where nothing differs, nothing is written, so that a read-only copy will do.
 *
 * @returns what changed
 * @throws {Failure} when something stands in the way, another run is writing, or the disk refuses
 */
export function writeRendered(
  base: string,
  bundles: readonly Bundle[],
  disk: Disk = realDisk,
): readonly Change[] {
  return writeCompared(base, () => compareRendered(base, bundles), disk);
}

/**
 * Does what a comparison with the disk asks for, all or nothing.
 *
 * @param compare is asked again under the lock
 * @throws {Failure} as {@link writeRendered} does
 */
export function writeCompared(
  base: string,
  compare: () => Comparison,
  disk: Disk,
): readonly Change[] {
  return explainIo(base, () => {
    const before = compare();
    failOnErrors([...before.obstacles, ...findWorkObstacles(base)]);
    const isDone = before.changes.length === 0 && before.emptied.length === 0;
    if (isDone && !existsSync(join(base, WORK_FOLDER))) return [];
    return underLock(base, disk, () => {
      failWhereConfigsMoved(undoInterrupted(base, disk));
      // Another run may have written since, or have been undone just now.
      const { changes, emptied, obstacles } = compare();
      failOnErrors(obstacles);
      replaceAll(base, { changes, emptied }, disk);
      return changes;
    });
  });
}

/** What was rendered was rendered from a config that has just been put back. */
function failWhereConfigsMoved(undone: readonly string[]): void {
  const [file] = undone.filter(isConfigPath);
  if (file) throw new Failure([changedMeanwhile(file)], 1);
}

/**
 * Replaces one file as a whole or not at all.
 *
 * @param path from the base folder
 * @throws {Failure} when the disk refuses
 */
export function replaceFile(base: string, path: string, text: string, disk = realDisk): void {
  const file = join(base, path);
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.new`);
  explainIo(base, () => {
    try {
      disk.makeFolder(dirname(file));
      disk.makeFile(beside, text);
      disk.move(beside, file);
    } catch (error) {
      disk.removeTree(beside);
      throw error;
    }
  });
}
