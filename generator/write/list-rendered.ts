import { type Dirent, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { renderedFolder } from '../render/artefact.ts';
import { ioCode, lookAt } from './disk.ts';
import { WORK_FOLDER } from './work-folder.ts';

export interface Entry {
  /** Path from the base folder, with `/`. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link' | 'special';
}

/** An environment's `rendered/` and everything below it, sorted. */
export function listRendered(base: string, environment: string): Entry[] {
  const rendered = renderedFolder(environment);
  return listBelow(base, ['environments', `environments/${environment}`, rendered]);
}

/** What runs leave for one another, sorted. */
export function listWork(base: string): Entry[] {
  return listBelow(base, ['environments', WORK_FOLDER]);
}

/**
 * The last of some folders, each inside the one before, and everything below it. A link is listed and
 * never followed. Where one of them is no folder, that alone is listed; nothing if one is not there.
 */
function listBelow(base: string, way: readonly [string, ...string[]]): Entry[] {
  let path = '';
  for (path of way) {
    const found = lookAt(join(base, path));
    if (!found) return [];
    if (!found.isDirectory()) return [{ path, kind: kindOf(found) }];
  }
  return [{ path, kind: 'folder' }, ...listFolder(base, path)];
}

/** Everything below a folder, itself not among it. */
export function listFolder(base: string, folder: string): Entry[] {
  return entriesOf(join(base, folder))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): Entry[] => {
      const path = `${folder}/${entry.name}`;
      const kind = kindOf(entry);
      return [{ path, kind }, ...(kind === 'folder' ? listFolder(base, path) : [])];
    });
}

/** Another run may take the folder away while we look; it is compared again under the lock. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (ioCode(error) === 'ENOENT') return [];
    throw error;
  }
}

function kindOf(entry: Dirent | Stats): Entry['kind'] {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : 'special';
}
