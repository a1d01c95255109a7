import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics.ts';
import { drawDiagnostics } from './draw-diagnostics.ts';
import { wantsColour } from './paint.ts';

export type Format = 'text' | 'json';
export const formats = ['text', 'json'] as const satisfies readonly Format[];

/** Where a command writes: results to stdout, progress and diagnostics to stderr. */
export interface Output {
  readonly format: Format;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

export function processOutput(format: Format): Output {
  return {
    format,
    stdout: (text) => process.stdout.write(`${text}\n`),
    stderr: (text) => process.stderr.write(`${text}\n`),
  };
}

/** A result, as text or as JSON whose first key is its schema. */
export function printResult(output: Output, schema: string, value: object, text: string): void {
  if (output.format === 'json') output.stdout(JSON.stringify({ schema, ...value }, null, 2));
  else if (text !== '') output.stdout(text);
}

export function printDiagnostics(
  output: Output,
  root: string,
  diagnostics: readonly Diagnostic[],
): void {
  if (output.format === 'json') {
    output.stdout(JSON.stringify({ schema: 'diagnostics/v1', diagnostics }, null, 2));
    return;
  }
  output.stderr(drawDiagnostics(diagnostics, lineReader(root), wantsColour(process.stderr)));
}

function lineReader(root: string): (file: string) => readonly string[] | undefined {
  return (file) => {
    try {
      return readFileSync(join(root, file), 'utf8').split(/\r?\n/);
    } catch {
      return undefined;
    }
  };
}
