import type { Diagnostic } from '../diagnostics.ts';
import { paint as paintWith, type Style } from './paint.ts';

/** Gives the lines of a file of the repository, or nothing when it can't be read. */
export type ReadLines = (file: string) => readonly string[] | undefined;

type Paint = (style: Style, text: string) => string;

/** Diagnostics for people: message, place, the line itself with a caret, and what would be right. */
export function drawDiagnostics(
  diagnostics: readonly Diagnostic[],
  readLines: ReadLines,
  colour: boolean,
): string {
  const paint: Paint = (style, text) => paintWith(colour, style, text);
  const drawn = diagnostics.map((diagnostic) => draw(diagnostic, readLines, paint));
  return [...drawn, count(diagnostics)].join('\n\n');
}

function draw(diagnostic: Diagnostic, readLines: ReadLines, paint: Paint): string {
  const { severity, code, message, hint, file, line, col } = diagnostic;
  const place = file && [file, line, col].filter(Boolean).join(':');
  const title = `${paint(severity === 'error' ? 'red' : 'yellow', severity)} ${message}`;
  return [
    ...(place ? [`${paint('bold', place)}`] : []),
    `  ${title} ${paint('dim', `(${code})`)}`,
    ...frame(diagnostic, readLines, paint),
    ...(hint ? [`  ${paint('cyan', 'hint')} ${hint}`] : []),
  ].join('\n');
}

function frame({ file, line, col }: Diagnostic, readLines: ReadLines, paint: Paint): string[] {
  const text = file && line ? readLines(file)?.[line - 1] : undefined;
  if (!text || !line) return [];
  const gutter = String(line).length;
  const caret = `${' '.repeat(gutter)} | ${' '.repeat(Math.max((col ?? 1) - 1, 0))}^`;
  return [`  ${paint('dim', `${line} |`)} ${text}`, `  ${paint('dim', caret)}`];
}

function count(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const parts = [
    ...(errors > 0 ? [`${errors} error${errors === 1 ? '' : 's'}`] : []),
    ...(warnings > 0 ? [`${warnings} warning${warnings === 1 ? '' : 's'}`] : []),
  ];
  return parts.join(', ');
}
