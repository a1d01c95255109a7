import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The repository that a folder lies in: the nearest one, itself or above, that holds `environments/`.
 * The search ends where a Git repository does. The folder itself where there is none, so that what is
 * missing is told about the place in which people are.
 */
export function findRoot(folder: string): string {
  for (let place = folder; ; place = dirname(place)) {
    const environments = join(place, 'environments');
    if (statSync(environments, { throwIfNoEntry: false })?.isDirectory()) return place;
    if (existsSync(join(place, '.git')) || dirname(place) === place) return folder;
  }
}
