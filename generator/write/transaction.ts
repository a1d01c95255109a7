import { dirname, join } from 'node:path';
import type { Change, Comparison } from './compare-rendered.ts';
import { type Disk, ioCode, lookAt, unless } from './disk.ts';
import { isConfigPath, type Journal, removeJournal, sha256, writeJournal } from './journal.ts';
import { undoInterrupted } from './undo.ts';
import { NEW_FILES, newFile, OLD_FILES, oldFile, removeLeftovers } from './work-folder.ts';

type Work = Pick<Comparison, 'changes' | 'emptied'>;

/**
 * Makes all changes or none. New files are complete in the work folder before the first old one
 * moves, so a full disk is met while nothing has happened yet. What goes wrong later is undone in the
 * way in which the next run would undo it. Call it under the lock, after {@link undoInterrupted}.
 */
export function replaceAll(base: string, { changes, emptied }: Work, disk: Disk): void {
  if (changes.length === 0 && emptied.length === 0) return;
  // Orphans go first: one may be a file where a folder is wanted.
  const ordered = [...changes.filter(isOrphan), ...changes.filter((one) => !isOrphan(one))];
  try {
    stage(base, ordered, disk);
    const journal = planJournal(base, ordered, emptied);
    writeJournal(base, journal, disk);
    apply(base, journal, disk);
    removeJournal(base, disk);
  } catch (error) {
    undoAfter(error, base, disk);
    throw error;
  }
  removeLeftovers(base, disk);
}

const isOrphan = ({ kind }: Pick<Change, 'kind'>) => kind === 'orphaned';

/** When even undoing fails, the journal stays for the next run, and the first error is the one to tell. */
function undoAfter(error: unknown, base: string, disk: Disk): void {
  try {
    undoInterrupted(base, disk);
  } catch (another) {
    throw ioCode(another) ? error : another;
  }
}

function stage(base: string, changes: readonly Change[], disk: Disk): void {
  disk.makeFolder(join(base, NEW_FILES));
  disk.makeFolder(join(base, OLD_FILES));
  for (const [index, { path, text }] of changes.entries()) {
    if (text === undefined) continue;
    disk.makeFile(newFile(base, index), text);
    // Nobody could render it again.
    if (isConfigPath(path)) disk.flush(newFile(base, index));
  }
}

function planJournal(
  base: string,
  changes: readonly Change[],
  emptied: readonly string[],
): Journal {
  return {
    schema: 'render-journal/v1',
    entries: changes.map(({ path, kind, text }) => ({
      path,
      kind,
      ...(text !== undefined && { sha256: sha256(text) }),
    })),
    made: missingFolders(base, changes),
    emptied,
  };
}

/** Folders above new files that are not there yet. */
function missingFolders(base: string, changes: readonly Change[]): string[] {
  const missing = new Set<string>();
  const known = new Set<string>();
  for (const { path, kind } of changes) {
    if (kind !== 'missing') continue;
    for (let folder = dirname(path); !known.has(folder); folder = dirname(folder)) {
      known.add(folder);
      if (!lookAt(join(base, folder))?.isDirectory()) missing.add(folder);
    }
  }
  return [...missing].sort();
}

function apply(base: string, { entries, made, emptied }: Journal, disk: Disk): void {
  for (const [index, { path, kind }] of entries.entries()) {
    if (kind === 'orphaned') disk.move(join(base, path), oldFile(base, index));
  }
  for (const folder of emptied) {
    // Somebody may have put something there since.
    unless(['ENOTEMPTY', 'EEXIST', 'ENOENT'], () => disk.removeFolder(join(base, folder)));
  }
  for (const folder of made) disk.makeFolder(join(base, folder));
  for (const [index, { path, kind }] of entries.entries()) {
    if (kind === 'orphaned') continue;
    if (kind === 'changed') disk.move(join(base, path), oldFile(base, index));
    disk.move(newFile(base, index), join(base, path));
  }
}
