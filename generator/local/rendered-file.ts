import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import { type Diagnostic, Failure } from '../diagnostics.ts';

/** Where one environment's rendered files stand. `folder` is relative to `root`. */
export interface RenderedFolder {
  readonly root: string;
  readonly folder: string;
}

/** One rendered file that was read; `file` is its path from the repository's root. */
export interface RenderedFile {
  readonly file: string;
  readonly place: RenderedFolder;
  readonly value: unknown;
}

/** @throws {Failure} `local/file` when it is missing or not JSON */
export function readRenderedFile(path: string, place: RenderedFolder): RenderedFile {
  const file = `${place.folder}/${path}`;
  const text = readText(file, place);
  try {
    return { file, place, value: JSON.parse(text) };
  } catch {
    throw unusable({ file, place }, 'is not JSON');
  }
}

/** @throws {Failure} `local/file` naming every member that does not fit */
export function accept<Schema extends z.ZodType>(
  schema: Schema,
  { file, place, value }: RenderedFile,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  throw unusable({ file, place }, `cannot be run: ${faults.join('; ')}`);
}

/** A rendered file is never mended by hand, so the hint is always to render it again. */
export function unusable({ file, place }: Omit<RenderedFile, 'value'>, what: string): Failure {
  const environment = basename(dirname(place.folder));
  return new Failure([
    {
      code: 'local/file',
      severity: 'error',
      file,
      message: `${file} ${what}`,
      hint: `run \`npx tsx generator render ${environment}\``,
    },
  ]);
}

/** Runs one reader; its diagnostics join the others instead of ending the reading. */
export function gather<Value>(problems: Diagnostic[], read: () => Value): Value[] {
  try {
    return [read()];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    problems.push(...error.diagnostics);
    return [];
  }
}

function readText(file: string, place: RenderedFolder): string {
  try {
    return readFileSync(join(place.root, file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw unusable({ file, place }, 'does not exist');
  }
}
