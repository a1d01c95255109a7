import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failOnErrors } from '../diagnostics.ts';
import { type Disk, lookAt, unless } from './disk.ts';
import { type Journal, type JournalEntry, readJournal, removeJournal, sha256 } from './journal.ts';
import { findLinks } from './obstacles.ts';
import { oldFile, removeLeftovers } from './work-folder.ts';

/**
 * Puts everything back as it was before a run that did not end, if there was one. Can itself be
 * interrupted: whatever is back already is left alone.
 *
 * @returns the files that the run was about to write
 * @throws {Failure} when the journal is not ours, or a link stands where files would be moved
 */
export function undoInterrupted(base: string, disk: Disk): readonly string[] {
  const journal = readJournal(base);
  const paths = journal?.entries.map(({ path }) => path) ?? [];
  if (journal) {
    failOnErrors(findLinks(base, paths));
    undo(base, journal, disk);
    removeJournal(base, disk);
  }
  removeLeftovers(base, disk);
  return paths;
}

/** Somebody has put a file where a folder was. */
const TAKEN = ['EEXIST', 'ENOTDIR'];

function undo(base: string, { entries, made, emptied }: Journal, disk: Disk): void {
  for (const [index, entry] of entries.entries()) {
    if (entry.kind === 'orphaned') continue;
    takeBack(entry, join(base, entry.path), oldFile(base, index), disk);
  }
  for (const folder of made.toReversed()) {
    const inUseOrGone = ['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'];
    unless(inUseOrGone, () => disk.removeFolder(join(base, folder)));
  }
  for (const folder of emptied) unless(TAKEN, () => disk.makeFolder(join(base, folder)));
  for (const [index, { path, kind }] of entries.entries()) {
    const [place, old] = [join(base, path), oldFile(base, index)];
    if (kind === 'orphaned' && lookAt(old) && !lookAt(place)) putBack(old, place, disk);
  }
}

/** What somebody has changed since, perhaps by checking out another branch, is theirs and stays. */
function takeBack(
  { kind, sha256: written }: JournalEntry,
  place: string,
  old: string,
  disk: Disk,
): void {
  const there = lookAt(place);
  if (there && !(there.isFile() && sha256(readFileSync(place)) === written)) return;
  if (lookAt(old)) putBack(old, place, disk);
  else if (there && kind === 'missing') disk.removeFile(place);
}

function putBack(old: string, place: string, disk: Disk): void {
  unless(TAKEN, () => {
    disk.makeFolder(dirname(place));
    disk.move(old, place);
  });
}
