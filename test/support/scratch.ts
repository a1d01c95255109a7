import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Whatever ends: a test, or the file in which `after` of node:test is called. */
export interface Ending {
  readonly after: (run: () => unknown) => void;
}

/** A copy of what the generator reads, which a test may break. It is removed when the test ends. */
export interface Scratch {
  readonly root: string;
  readonly read: (path: string) => string;
  readonly write: (path: string, text: string) => void;
  /** Replaces a text that must be there. */
  readonly edit: (path: string, from: string, to: string) => void;
  /** Runs the generator's command line in the copy. */
  readonly run: (...args: string[]) => { code: number | null; stdout: string; stderr: string };
}

const COPIED = ['docs', 'environments', 'templates', 'sample-data', 'services'];

export function scratchRepository(t: Ending): Scratch {
  const root = mkdtempSync(join(tmpdir(), 'scratch-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const folder of COPIED) {
    const filter = (source: string) => !source.includes('node_modules');
    cpSync(join(repository, folder), join(root, folder), { recursive: true, filter });
  }
  const at = (path: string) => join(root, path);
  return {
    root,
    read: (path) => readFileSync(at(path), 'utf8'),
    write: (path, text) => writeFileSync(at(path), text),
    edit: (path, from, to) => {
      const text = readFileSync(at(path), 'utf8');
      if (!text.includes(from)) throw new Error(`${path} does not hold ${JSON.stringify(from)}`);
      writeFileSync(at(path), text.replace(from, to));
    },
    run: (...args) => runGenerator(root, args),
  };
}

const TSX = fileURLToPath(import.meta.resolve('tsx'));

export function runGenerator(
  cwd: string,
  args: readonly string[],
): { code: number | null; stdout: string; stderr: string } {
  const entry = join(repository, 'generator/index.ts');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', TSX, entry, ...args],
    {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
      timeout: 120_000,
    },
  );
  return { code: status, stdout, stderr };
}
