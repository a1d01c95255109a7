import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic, ExitCode } from '../diagnostics.ts';
import { referenceFiles } from '../reference/reference-files.ts';
import { type Output, printDiagnostics, printResult } from '../report/output.ts';
import { replaceFile } from '../write/write-rendered.ts';

/** `schema`: writes what is made from the generator's own tables; with `check` it exits 3 when any of it is stale. */
export function runSchema(
  root: string,
  options: { readonly check: boolean },
  output: Output,
): ExitCode {
  const stale = staleFiles(root);
  if (options.check && stale.length > 0) {
    printDiagnostics(output, root, stale.map(diagnose));
    return 3;
  }
  for (const { file, text } of stale) replaceFile(root, file, text);
  const files = Object.keys(referenceFiles);
  const changed = stale.map(({ file }) => file);
  const text = files
    .map((file) => `${changed.includes(file) ? 'changed ' : 'up to date'}  ${file}`)
    .join('\n');
  printResult(output, root, { schema: 'schema/v1', value: { files, changed }, text });
  return 0;
}

/** Which of these files are not what the generator would write. */
export const schemaFindings = (root: string): Diagnostic[] => staleFiles(root).map(diagnose);

function staleFiles(root: string): { readonly file: string; readonly text: string }[] {
  return Object.entries(referenceFiles)
    .map(([file, write]) => ({ file, text: write() }))
    .filter(({ file, text }) => {
      const path = join(root, file);
      return !existsSync(path) || readFileSync(path, 'utf8') !== text;
    });
}

const diagnose = ({ file }: { readonly file: string }): Diagnostic => ({
  code: 'reference/stale',
  severity: 'error',
  message: `${file} is not what the generator's own tables say`,
  hint: 'run `npx tsx generator schema` and commit what it writes',
  file,
  line: 1,
  col: 1,
});
