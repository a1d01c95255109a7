import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Does something in a temporary folder and removes that, whatever happens. */
export function inScratchFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const LEFT_OUT = ['node_modules', '.git'];

/** Copies the repository, so that nothing in it is touched. */
export function copyRepository(folder: string): void {
  const filter = (source: string) =>
    !relative(repository, source)
      .split(sep)
      .some((part) => LEFT_OUT.includes(part));
  cpSync(repository, folder, { recursive: true, filter });
}

/** The first environment, by name, to which services are deployed. */
export function deployedEnvironment(folder: string): string {
  const [first] = globSync('environments/*/rendered/services', { cwd: folder }).sort();
  if (!first) throw new Error('services are deployed to none of the environments');
  return first.split(sep)[1] ?? '';
}

/** Makes a repository of the given config files and our templates. */
export function writeRepository(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const shared of ['templates', 'sample-data', 'package.json']) {
    cpSync(join(repository, shared), join(folder, shared), { recursive: true });
  }
}

export const renderedFiles = (folder: string): string[] =>
  globSync('environments/*/rendered/**/*.*', { cwd: folder });

export function removeRendered(folder: string): void {
  for (const rendered of globSync('environments/*/rendered', { cwd: folder })) {
    rmSync(join(folder, rendered), { recursive: true });
  }
}
