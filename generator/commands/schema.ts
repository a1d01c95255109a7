import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configJsonSchema } from '../config/written-schema.ts';
import type { Diagnostic, ExitCode } from '../diagnostics.ts';
import { canonicalJson } from '../render/canonical-json.ts';
import { type Output, printDiagnostics, printResult } from '../report/output.ts';
import { replaceFile } from '../write/write-rendered.ts';

const SCHEMA_FILE = 'environments/schema.json';

/** `schema`: writes the JSON Schema that editors complete from; with `check` it exits 3 when that is stale. */
export function runSchema(
  root: string,
  options: { readonly check: boolean },
  output: Output,
): ExitCode {
  const findings = schemaFindings(root);
  if (options.check && findings.length > 0) {
    printDiagnostics(output, root, findings);
    return 3;
  }
  if (findings.length > 0) replaceFile(join(root, SCHEMA_FILE), schemaText());
  const text = findings.length > 0 ? `changed  ${SCHEMA_FILE}` : `up to date: ${SCHEMA_FILE}`;
  const value = { file: SCHEMA_FILE, changed: findings.length > 0 };
  printResult(output, root, { schema: 'schema/v1', value, text });
  return 0;
}

export function schemaFindings(root: string): Diagnostic[] {
  const file = join(root, SCHEMA_FILE);
  if (existsSync(file) && readFileSync(file, 'utf8') === schemaText()) return [];
  return [
    {
      code: 'schema/stale',
      severity: 'error',
      message: `${SCHEMA_FILE} is not what the generator's schema says`,
      hint: 'run `npx tsx generator schema` and commit what it writes',
      file: SCHEMA_FILE,
      line: 1,
      col: 1,
    },
  ];
}

const schemaText = () => canonicalJson(configJsonSchema());
