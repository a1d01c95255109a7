import { join } from 'node:path';
import { type Disk, ignoringIo } from './disk.ts';

/**
 * The folder, beside the environments and ignored by Git, in which a run keeps what it needs until
 * all files are written: locks, the journal, the new files and the old ones. It must be on the file
 * system of the environments, since files are moved between them.
 */
export const WORK_FOLDER = 'environments/.render';

export const JOURNAL_FILE = `${WORK_FOLDER}/journal.json`;
export const NEW_JOURNAL_FILE = `${JOURNAL_FILE}.new`;
export const NEW_FILES = `${WORK_FOLDER}/new`;
export const OLD_FILES = `${WORK_FOLDER}/old`;

/** New and old files are called by their place in the journal. */
export const newFile = (base: string, index: number) => join(base, NEW_FILES, String(index));
export const oldFile = (base: string, index: number) => join(base, OLD_FILES, String(index));

/** Removes what a finished run leaves: its files are where they belong already. */
export function removeLeftovers(base: string, disk: Disk): void {
  ignoringIo(() => {
    for (const left of [NEW_FILES, OLD_FILES, NEW_JOURNAL_FILE]) disk.removeTree(join(base, left));
  });
}
