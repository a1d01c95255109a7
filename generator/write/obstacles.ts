import type { Diagnostic } from '../diagnostics.ts';
import { type Entry, listRendered, listWork } from './list-rendered.ts';
import { WORK_FOLDER } from './work-folder.ts';

/** What stands in the way in a folder of ours and is not ours to remove. */
export function findObstacles(
  entries: readonly Entry[],
  folder: string,
  wanted: ReadonlyMap<string, unknown> = new Map(),
): Diagnostic[] {
  return entries.flatMap(({ path, kind }): Diagnostic[] => {
    if (kind === 'link') return [linked(path)];
    if (kind === 'special') return [misplaced(path, 'is neither a file nor a folder')];
    const isInside = path.startsWith(`${folder}/`);
    // A file where a folder is wanted inside is an orphan, and those we do remove.
    const due = wanted.has(path) ? 'file' : isInside ? kind : 'folder';
    return kind === due ? [] : [misplaced(path, `is a ${kind} where a ${due} belongs`)];
  });
}

export const findWorkObstacles = (base: string): Diagnostic[] =>
  findObstacles(listWork(base), WORK_FOLDER);

/** Links in `rendered/` of the environments that some paths lie in: behind one are files of others. */
export function findLinks(base: string, paths: readonly string[]): Diagnostic[] {
  const environments = new Set(paths.map((path) => path.split('/')[1] ?? ''));
  return [...environments]
    .flatMap((name) => listRendered(base, name))
    .filter(({ kind }) => kind === 'link')
    .map(({ path }) => linked(path));
}

const linked = (path: string): Diagnostic => ({
  code: 'write/symlink',
  severity: 'error',
  message: `${path} is a symbolic link`,
  hint: 'remove the link: rendered files stand where they are reviewed, nowhere else',
  file: path,
});

const misplaced = (path: string, what: string): Diagnostic => ({
  code: 'write/not-a-file',
  severity: 'error',
  message: `${path} ${what}`,
  hint: 'remove it or move it away',
  file: path,
});
