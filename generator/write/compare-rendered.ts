import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics.ts';
import { type Bundle, renderedFolder } from '../render/artefact.ts';

export interface Change {
  /** Path from the repository's root. */
  readonly path: string;
  readonly kind: 'missing' | 'changed' | 'orphaned';
  /** First line that differs, counted from 1. */
  readonly line: number;
  /** What the file must hold; an orphan must go. */
  readonly text?: string;
}

/** What stands between the files on disk and what the config renders to. */
export function compareRendered(root: string, bundle: Bundle): Change[] {
  const folder = renderedFolder(bundle.environment);
  const wanted = new Map(bundle.artefacts.map(({ path, text }) => [`${folder}/${path}`, text]));
  const different = [...wanted].flatMap(([path, text]): Change[] => {
    const file = join(root, path);
    if (!existsSync(file)) return [{ path, kind: 'missing', line: 1, text }];
    const current = readFileSync(file, 'utf8');
    return current === text
      ? []
      : [{ path, kind: 'changed', line: firstDifference(current, text), text }];
  });
  const orphaned = listFiles(join(root, folder))
    .map((path) => `${folder}/${path}`)
    .filter((path) => !wanted.has(path))
    .map((path): Change => ({ path, kind: 'orphaned', line: 1 }));
  return [...different, ...orphaned].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
}

function firstDifference(current: string, wanted: string): number {
  const lines = wanted.split('\n');
  const index = current.split('\n').findIndex((line, place) => line !== lines[place]);
  return index < 0 ? lines.length : index + 1;
}

const FINDINGS = {
  missing: { code: 'artefact/missing', what: 'is missing' },
  changed: { code: 'artefact/stale', what: 'is not what the config renders to' },
  orphaned: { code: 'artefact/orphan', what: 'is rendered from nothing' },
} as const;

export function diagnoseChange({ path, kind, line }: Change): Diagnostic {
  const { code, what } = FINDINGS[kind];
  return {
    code,
    severity: 'error',
    message: `${path} ${what}`,
    hint: 'run `npx tsx generator` and commit what it writes',
    file: path,
    line,
    col: 1,
  };
}
