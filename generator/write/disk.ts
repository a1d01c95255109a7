import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Every way in which writing changes the disk, so that a test can stop or break any one change. */
export interface Disk {
  /** Makes a folder and those above it, if they are not there. */
  readonly makeFolder: (folder: string) => void;
  /** Makes a file, which must not be there: nothing planted in its place is followed. */
  readonly makeFile: (file: string, text: string) => void;
  /** Moves a file over whatever file is there, in one step. */
  readonly move: (from: string, to: string) => void;
  readonly removeFile: (file: string) => void;
  readonly removeFolder: (folder: string) => void;
  /** Removes a folder with all that is in it, if it is there. */
  readonly removeTree: (folder: string) => void;
  /** Waits until a file or a folder's entries would survive a loss of power. */
  readonly flush: (path: string) => void;
}

export const realDisk: Disk = {
  makeFolder,
  makeFile: (file, text) => writeFileSync(file, text, { flag: 'wx' }),
  move: renameSync,
  removeFile: unlinkSync,
  removeFolder: (folder) => rmdirSync(folder),
  removeTree: (folder) => rmSync(folder, { recursive: true, force: true }),
  flush,
};

/** Node's own `recursive` never ends below a link to nothing, and tells a full disk as a missing folder. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    const code = ioCode(error);
    const there = lookAt(folder);
    if (code === 'EEXIST' && there?.isDirectory()) return;
    if (code === 'ENOENT' && !lookAt(dirname(folder))) makeFolder(dirname(folder));
    // Else another run has just removed what was in the way.
    else if (code !== 'EEXIST' || there) throw error;
    makeFolder(folder);
  }
}

function flush(path: string): void {
  // Windows flushes only what is open for writing; a folder never is.
  const descriptor = openSync(path, lookAt(path)?.isDirectory() ? 'r' : 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** What stands at a path, a link itself and not what it points at; nothing when nothing does. */
export function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // Something on the way is a file.
    if (ioCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** The code of an error of the file system, such as `ENOENT`; nothing for any other error. */
export function ioCode(error: unknown): string | undefined {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  return syscall === undefined ? undefined : code;
}

/** Does something that may already be done: an error with one of these codes is no error. */
export function unless(codes: readonly string[], act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!codes.includes(ioCode(error) ?? '')) throw error;
  }
}

/** Does something that may as well fail: what it leaves, the next run clears away. */
export function ignoringIo(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!ioCode(error)) throw error;
  }
}
