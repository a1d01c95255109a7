import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Change } from './compare-rendered.ts';

/** Brings the files on disk to what was rendered. A file is replaced as a whole or not at all. */
export function writeChanges(root: string, changes: readonly Change[]): void {
  for (const { path, text } of changes) {
    const file = join(root, path);
    if (text === undefined) removeFile(file);
    else replaceFile(file, text);
  }
}

export function replaceFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.new`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}

/** Removes a file and the folder that it leaves empty, as Git would. */
function removeFile(file: string): void {
  rmSync(file, { force: true });
  const folder = dirname(file);
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
