import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Diagnostic, Failure } from '../../diagnostics.ts';

/** A file that a step uploads. */
export interface SeedSource {
  /** Path from the repository's root. */
  readonly source: string;
  readonly bytes: Uint8Array;
}

/** A file with thousands of mistakes must not fill a terminal. */
const PROBLEMS_SHOWN = 10;

/**
 * Reads the file of a seed step and holds it against the JSON Schema that stands beside it under the
 * name `<file>.schema.json`, written by who reads the object.
 *
 * @throws {Failure} `deploy/seed` when it is missing, is no JSON or is not what the schema says
 */
export function readSeed(root: string, source: string): SeedSource {
  const file = join(root, source);
  if (!existsSync(file)) {
    throw new Failure([problem(source, 'does not exist', 'put the file back')]);
  }
  const bytes = readFileSync(file);
  const found = findProblems(root, source, bytes);
  if (found.length > 0) throw new Failure(found);
  return { source, bytes };
}

function findProblems(root: string, source: string, bytes: Uint8Array): Diagnostic[] {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return [problem(source, `is no JSON in UTF-8: ${(error as Error).message}`)];
  }
  const schema = schemaOf(root, source);
  if (!schema) return [];
  const parsed = schema.safeParse(value);
  const issues = parsed.success ? [] : parsed.error.issues;
  return issues
    .slice(0, PROBLEMS_SHOWN)
    .map(({ path, message }) => problem(source, `at ${path.join('.') || 'its top'}: ${message}`));
}

export const schemaFileOf = (source: string): string =>
  source.replace(/(\.json)?$/, '.schema.json');

function schemaOf(root: string, source: string): z.ZodType | undefined {
  const file = join(root, schemaFileOf(source));
  if (!existsSync(file)) return undefined;
  return z.fromJSONSchema(JSON.parse(readFileSync(file, 'utf8')));
}

const problem = (source: string, what: string, hint?: string): Diagnostic => ({
  code: 'deploy/seed',
  severity: 'error',
  file: source,
  message: `${source} ${what}`,
  hint: hint ?? 'services could not read it; nothing was uploaded',
});
