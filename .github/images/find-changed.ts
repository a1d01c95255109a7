import { dirname, matchesGlob } from 'node:path';
import type { Service } from './read-services.ts';

/**
 * Services whose image a change of files alters. A file that the build does not see alters none; one
 * that belongs to no service alone, such as shared code or the lock file, alters all.
 *
 * @param files paths from the root
 * @param ignore text of `.dockerignore`
 */
export function findChanged(
  services: readonly Service[],
  files: readonly string[],
  ignore: string,
): readonly Service[] {
  const rules = ignore.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const changed = new Set(
    files.flatMap((file) => {
      const own = services.find(({ source }) => file.startsWith(`${source}/`));
      if (file === `${own?.source}/Dockerfile`) return [own?.name];
      if (file === '.dockerignore') return services.map(({ name }) => name);
      if (!isSeen(file, rules)) return [];
      return own ? [own.name] : services.map(({ name }) => name);
    }),
  );
  return services.filter(({ name }) => changed.has(name));
}

/** Whether `COPY` can reach a file: the last rule that matches it or a folder above it decides. */
function isSeen(file: string, rules: readonly string[]): boolean {
  const paths = [file];
  for (let above = dirname(file); above !== '.'; above = dirname(above)) paths.push(above);
  const last = rules.findLast((rule) => {
    const pattern = rule.replace(/^!/, '');
    return paths.some((path) => matchesGlob(path, pattern));
  });
  return last === undefined || last.startsWith('!');
}
