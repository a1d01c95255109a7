import { relative } from 'node:path';
import { type Diagnostic, Failure } from '../diagnostics.ts';
import { ioCode } from './disk.ts';
import { isInterrupted } from './journal.ts';

/** What a person can do about an error of the file system. */
const HINTS: Readonly<Record<string, string>> = {
  EACCES: 'give yourself permission for it',
  EPERM: 'give yourself permission for it',
  EROFS: 'the file system is mounted for reading only',
  ENOSPC: 'make room on the disk',
  EDQUOT: 'make room: your quota of the disk is used up',
  EXDEV: 'have rendered/ on the file system of environments/',
  EMFILE: 'raise the limit of open files (`ulimit -n`)',
  ENAMETOOLONG: 'take a shorter name',
};

const AS_IT_WAS = 'every file is as it was';
const UNFINISHED = 'files could not be put back: the next run does it first';

/**
 * Does something with files; an error of the file system becomes a diagnostic that names the file.
 *
 * @throws {Failure} `write/failed`
 */
export function explainIo<T>(base: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!ioCode(error)) throw error;
    throw new Failure([failed(base, error as NodeJS.ErrnoException)], 1);
  }
}

function failed(base: string, error: NodeJS.ErrnoException & { dest?: string }): Diagnostic {
  const { code = '', message } = error;
  const path = error.dest ?? error.path ?? '';
  const inside = relative(base, path).replaceAll('\\', '/');
  const file = path === '' || /^(\.\.)?(\/|$)/.test(inside) ? undefined : inside;
  // Such as "ENOSPC: no space left on device, write"; what follows the comma is the system call.
  const [, what = code] = /^\w+: ([^,]+)/.exec(message) ?? [];
  return {
    code: 'write/failed',
    severity: 'error',
    message: `${file ?? path}: ${what} (${code}); ${isUnfinished(base) ? UNFINISHED : AS_IT_WAS}`,
    ...(HINTS[code] && { hint: HINTS[code] }),
    ...(file && { file }),
  };
}

function isUnfinished(base: string): boolean {
  try {
    return isInterrupted(base);
  } catch {
    // Where not even that can be asked, nothing was written either.
    return false;
  }
}
