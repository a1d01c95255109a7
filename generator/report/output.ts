import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics.ts';
import { drawAnnotations } from './annotations.ts';
import { drawDiagnostics } from './draw-diagnostics.ts';
import { wantsColour } from './paint.ts';

export const formats = ['text', 'json', 'github'] as const;
/** Formats of a command that makes a report. */
export const reportFormats = [...formats, 'markdown'] as const;
export type Format = (typeof reportFormats)[number];

/** Where a command writes: results to stdout, progress and diagnostics to stderr. */
export interface Output {
  readonly format: Format;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** The `--set` arguments, which diagnostics show as lines of a file of that name. */
  readonly settings?: readonly string[];
}

/** Where the texts go; each gets whole lines without the last line break. */
export type Streams = Pick<Output, 'stdout' | 'stderr'>;

export const processStreams: Streams = {
  stdout: (text) => process.stdout.write(`${text}\n`),
  stderr: (text) => process.stderr.write(`${text}\n`),
};

export interface Result {
  /** Name and version of the JSON form, such as `render/v1`. */
  readonly schema: string;
  readonly value: object;
  readonly text: string;
  /** For a pull request or a page; where there is none, the format is not offered. */
  readonly markdown?: string;
  /** For `github`, where it is not the text. */
  readonly annotations?: string;
  /** What is worth a look although it worked. */
  readonly warnings?: readonly Diagnostic[];
}

/** A result, as text or as JSON whose first key is its schema. */
export function printResult(output: Output, root: string, result: Result): void {
  const { schema, value, text, warnings = [] } = result;
  if (output.format === 'json') {
    const diagnostics = result.warnings && { diagnostics: warnings };
    output.stdout(JSON.stringify({ schema, ...value, ...diagnostics }, null, 2));
    return;
  }
  if (warnings.length > 0) printDiagnostics(output, root, warnings);
  const shown = faceOf(output.format, result) ?? text;
  if (shown !== '') output.stdout(shown);
}

function faceOf(format: Format, { markdown, annotations }: Result): string | undefined {
  if (format === 'markdown') return markdown;
  return format === 'github' ? annotations : undefined;
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
  if (output.format === 'github') output.stdout(drawAnnotations(diagnostics));
  output.stderr(
    drawDiagnostics(diagnostics, lineReader(root, output), wantsColour(process.stderr)),
  );
}

function lineReader(
  root: string,
  { settings = [] }: Output,
): (file: string) => readonly string[] | undefined {
  const read = new Map<string, readonly string[] | undefined>([['--set', settings]]);
  return (file) => {
    if (!read.has(file)) read.set(file, linesOf(join(root, file)));
    return read.get(file);
  };
}

function linesOf(path: string): readonly string[] | undefined {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/);
  } catch {
    return undefined;
  }
}
