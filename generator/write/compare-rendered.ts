import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../diagnostics.ts';
import { type Artefact, type Bundle, fileOf, renderedFolder } from '../render/artefact.ts';
import { ioCode } from './disk.ts';
import { type Entry, listRendered } from './list-rendered.ts';
import { findObstacles } from './obstacles.ts';

export interface Change {
  /** Path from the base folder, the repository's root if nobody says otherwise. */
  readonly path: string;
  readonly kind: 'missing' | 'changed' | 'orphaned';
  /** First line that differs, counted from 1. */
  readonly line: number;
  /** What the file must hold; an orphan must go. */
  readonly text?: string;
  /** Where a line of that text comes from. */
  readonly origin?: Artefact['origin'];
}

/** What stands between the files on disk and what the config renders to. */
export interface Comparison {
  readonly changes: readonly Change[];
  /** Folders that hold nothing which belongs there, each after those inside it. */
  readonly emptied: readonly string[];
  /** What has to be cleared away by hand before anything is written. */
  readonly obstacles: readonly Diagnostic[];
}

/** Compares environments with the files below a base folder. Follows no link and reads plain files only. */
export function compareRendered(base: string, bundles: readonly Bundle[]): Comparison {
  const all = bundles.map((bundle) => compareOne(base, bundle));
  return {
    changes: all.flatMap(({ changes }) => changes),
    emptied: all.flatMap(({ emptied }) => emptied),
    obstacles: all.flatMap(({ obstacles }) => obstacles),
  };
}

function compareOne(base: string, { environment, artefacts }: Bundle): Comparison {
  const wanted = new Map(artefacts.map((artefact) => [fileOf(artefact), artefact]));
  const entries = listRendered(base, environment);
  const files = new Set(entries.filter(({ kind }) => kind === 'file').map(({ path }) => path));
  const different = [...wanted].flatMap(([path, artefact]) =>
    compareFile(path, artefact, files.has(path) ? readBytes(join(base, path)) : undefined),
  );
  const orphaned = [...files]
    .filter((path) => !wanted.has(path))
    .map((path): Change => ({ path, kind: 'orphaned', line: 1 }));
  return {
    changes: [...different, ...orphaned].sort((a, b) => (a.path < b.path ? -1 : 1)),
    emptied: emptyFolders(entries, wanted),
    obstacles: findObstacles(entries, renderedFolder(environment), wanted),
  };
}

/** Bytes are compared, not texts: what is not UTF-8 must not look like what it would be read as. */
function compareFile(path: string, { text, origin }: Artefact, current?: Buffer): Change[] {
  if (!current) return [{ path, kind: 'missing', line: 1, text }];
  if (current.equals(Buffer.from(text))) return [];
  const line = firstDifference(current.toString(), text);
  return [{ path, kind: 'changed', line, text, ...(origin && { origin }) }];
}

function readBytes(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (ioCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function firstDifference(current: string, wanted: string): number {
  const [lines, wantedLines] = [current.split('\n'), wanted.split('\n')];
  const index = lines.findIndex((line, place) => line !== wantedLines[place]);
  return index < 0 ? lines.length : index + 1;
}

function emptyFolders(entries: readonly Entry[], wanted: ReadonlyMap<string, Artefact>): string[] {
  const used = new Set<string>();
  for (const path of wanted.keys()) {
    for (
      let folder = dirname(path);
      !used.has(folder) && folder !== '.';
      folder = dirname(folder)
    ) {
      used.add(folder);
    }
  }
  return entries
    .filter(({ path, kind }) => kind === 'folder' && !used.has(path))
    .map(({ path }) => path)
    .reverse();
}
