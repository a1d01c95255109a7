import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';

/** Results of slow checks between runs. It may be deleted at any time. */
export interface CheckCache {
  /** The result for this key, or nothing; what is broken or of another shape counts as nothing. */
  readonly read: <Result>(key: readonly string[], shape: z.ZodType<Result>) => Result | undefined;
  readonly write: (key: readonly string[], result: unknown) => void;
}

/** A run after a change of every template adds about ten. */
const MOST_ENTRIES = 200;

export const noCache: CheckCache = { read: () => undefined, write: () => {} };

/** A cache below a repository's `node_modules`; where there is none, nothing is kept. */
export function openCache(root: string): CheckCache {
  const modules = join(root, 'node_modules');
  return existsSync(modules) ? folderCache(join(modules, '.cache', 'stack-checks')) : noCache;
}

export function folderCache(folder: string): CheckCache {
  const fileOf = (key: readonly string[]) => {
    const hash = createHash('sha256').update(JSON.stringify(key)).digest('hex');
    return join(folder, `${hash}.json`);
  };
  return {
    read: (key, shape) => {
      const file = fileOf(key);
      const { data } = shape.safeParse(parseFile(file));
      if (data !== undefined) markUsed(file);
      return data;
    },
    write: (key, result) => {
      // A run that can't keep its results is slower, not wrong.
      attempt(() => {
        mkdirSync(folder, { recursive: true });
        const draft = join(folder, `${randomUUID()}.part`);
        writeFileSync(draft, JSON.stringify(result));
        renameSync(draft, fileOf(key));
        removeOldest(folder);
      });
    },
  };
}

function parseFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // Nothing depends on it.
  }
}

const markUsed = (file: string) => attempt(() => utimesSync(file, new Date(), new Date()));

function removeOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  if (files.length <= MOST_ENTRIES) return;
  const byAge = files
    .map((file) => ({ file, used: statSync(file).mtimeMs }))
    .sort((a, b) => b.used - a.used);
  for (const { file } of byAge.slice(MOST_ENTRIES)) rmSync(file, { force: true });
}
