import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../diagnostics.ts';
import type { ConfigEdit, EditedEnvironment } from '../edit/config-edit.ts';
import { type Change, type Comparison, compareRendered } from './compare-rendered.ts';
import { type Disk, lookAt, realDisk } from './disk.ts';
import { explainIo } from './explain-io.ts';
import { changedMeanwhile } from './lock.ts';
import { writeCompared } from './write-rendered.ts';

/**
 * Writes a config together with what it renders to: all files or none, in one transaction. Ask
 * `undoUnfinished` first, before the config is read.
 *
 * @returns what changed, the config among it
 * @throws {Failure} `write/locked` when the config is no longer what was read, and as `writeRendered` does
 */
export function writeEdited(
  base: string,
  edited: EditedEnvironment,
  disk: Disk = realDisk,
): readonly Change[] {
  return writeAllEdited(base, [edited], disk);
}

/** The same of several environments, all together. */
export function writeAllEdited(
  base: string,
  edited: readonly EditedEnvironment[],
  disk: Disk = realDisk,
): readonly Change[] {
  return writeCompared(base, () => compareEdited(base, edited), disk);
}

/** What {@link writeEdited} would change. */
export function previewEdited(base: string, edited: EditedEnvironment): readonly Change[] {
  return explainIo(base, () => compareEdited(base, [edited]).changes);
}

function compareEdited(base: string, edited: readonly EditedEnvironment[]): Comparison {
  const rendered = compareRendered(
    base,
    edited.map(({ bundle }) => bundle),
  );
  const configs = edited.flatMap(({ edit }) => compareConfig(base, edit));
  return { ...rendered, changes: [...configs, ...rendered.changes] };
}

function compareConfig(base: string, { file, before, text }: ConfigEdit): Change[] {
  if (!isAsRead(join(base, file), before)) throw new Failure([changedMeanwhile(file)], 1);
  if (before === text) return [];
  return [{ path: file, kind: before === undefined ? 'missing' : 'changed', line: 1, text }];
}

/** Nobody may have changed the config, put a link in its place, or made one, since it was read. */
function isAsRead(path: string, before: string | undefined): boolean {
  const found = lookAt(path);
  if (before === undefined || !found?.isFile()) return before === undefined && !found;
  return readFileSync(path).equals(Buffer.from(before));
}
