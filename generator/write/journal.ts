import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configFile } from '../config/find-environments.ts';
import { type Diagnostic, Failure } from '../diagnostics.ts';
import type { Change } from './compare-rendered.ts';
import { type Disk, ignoringIo, ioCode, lookAt } from './disk.ts';
import { JOURNAL_FILE, NEW_JOURNAL_FILE, WORK_FOLDER } from './work-folder.ts';

/** One file of a run. Its place in the list names its new and its old file in the work folder. */
export interface JournalEntry {
  readonly path: string;
  readonly kind: Change['kind'];
  /** Of what the run puts there; nothing for an orphan. */
  readonly sha256?: string;
}

/** What a run is about to do, so that the next one can undo it. */
export interface Journal {
  readonly schema: 'render-journal/v1';
  readonly entries: readonly JournalEntry[];
  /** Folders that the run makes, each before those inside it. */
  readonly made: readonly string[];
  /** Folders that it removes, each after those inside it. */
  readonly emptied: readonly string[];
}

export const sha256 = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex');

/**
 * Writes the journal as a whole. It is flushed, and so is its name, before any file moves: after a
 * loss of power a moved file without a journal would be lost. Besides, only a new config is flushed,
 * while it is staged; every other byte can be rendered again.
 */
export function writeJournal(base: string, journal: Journal, disk: Disk): void {
  const beside = join(base, NEW_JOURNAL_FILE);
  disk.makeFile(beside, `${JSON.stringify(journal)}\n`);
  disk.flush(beside);
  disk.move(beside, join(base, JOURNAL_FILE));
  flushNames(base, disk);
}

/**
 * From here on the run is done, and what is left of it is never put back. Flushed, or after a loss of
 * power the journal could be there again and its old files not.
 */
export function removeJournal(base: string, disk: Disk): void {
  disk.removeFile(join(base, JOURNAL_FILE));
  ignoringIo(() => flushNames(base, disk));
}

/** Windows can't flush a folder. */
function flushNames(base: string, disk: Disk): void {
  if (process.platform !== 'win32') disk.flush(join(base, WORK_FOLDER));
}

export function isInterrupted(base: string): boolean {
  return lookAt(join(base, JOURNAL_FILE)) !== undefined;
}

/**
 * The journal of a run that did not end, if there is one.
 *
 * @throws {Failure} when it is not one of ours: it says what to move, so nothing in it is believed
 */
export function readJournal(base: string): Journal | undefined {
  let text: string;
  try {
    text = readFileSync(join(base, JOURNAL_FILE), 'utf8');
  } catch (error) {
    if (ioCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  const journal = parseJson(text);
  if (!isJournal(journal)) throw new Failure([unreadable()]);
  return journal;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const KINDS: readonly unknown[] = ['missing', 'changed', 'orphaned'] satisfies Change['kind'][];

function isJournal(value: unknown): value is Journal {
  const { schema, entries, made, emptied } = (value ?? {}) as Partial<
    Record<keyof Journal, unknown>
  >;
  return (
    schema === 'render-journal/v1' &&
    [entries, made, emptied].every(Array.isArray) &&
    (entries as Partial<JournalEntry>[]).every(
      (entry) => isOurs(entry?.path, entry?.kind) && KINDS.includes(entry?.kind),
    ) &&
    (emptied as unknown[]).every(isRenderedPath) &&
    (made as unknown[]).every((path) => isRenderedPath(path) || isRenderedPath(`${path}/rendered`))
  );
}

const SEGMENT = /^(?!\.{1,2}$)[^/\\\0]+$/;

/** A config is written, and never removed as an orphan. */
const isOurs = (path: unknown, kind: unknown): boolean =>
  isRenderedPath(path) || (isConfigPath(path) && kind !== 'orphaned');

/** Whether a path is that of an environment's config, which `promote` and `new` write with what it renders to. */
export function isConfigPath(path: unknown): boolean {
  if (typeof path !== 'string') return false;
  const [, environment = ''] = path.split('/');
  return SEGMENT.test(environment) && path === configFile(environment);
}

/** Whether a path lies in an environment's `rendered/`, or is it. */
function isRenderedPath(path: unknown): boolean {
  if (typeof path !== 'string') return false;
  const [environments, environment, rendered, ...below] = path.split('/');
  return (
    environments === 'environments' &&
    rendered === 'rendered' &&
    [environment ?? '', ...below].every((segment) => SEGMENT.test(segment))
  );
}

export function interrupted(): Diagnostic {
  return {
    code: 'write/interrupted',
    severity: 'error',
    message: 'a run ended while it wrote the rendered files',
    hint: 'run `npx tsx generator`: it puts the old files back and then writes the new ones',
    file: JOURNAL_FILE,
  };
}

function unreadable(): Diagnostic {
  return {
    code: 'write/interrupted',
    severity: 'error',
    message: `${JOURNAL_FILE} is not a journal that the generator wrote`,
    hint: `remove ${WORK_FOLDER}, then run \`npx tsx generator\``,
    file: JOURNAL_FILE,
  };
}
