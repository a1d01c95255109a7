import { showsSecret } from '../config/secret-names.ts';
import type { Diagnostic, Position } from '../diagnostics.ts';
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
  const { severity, code, message, hint, file, line, col, excerpt = [] } = diagnostic;
  const place = file && [file, line, col].filter(Boolean).join(':');
  const title = `${paint(severity === 'error' ? 'red' : 'yellow', severity)} ${message}`;
  return [
    ...(place ? [`${paint('bold', place)}${elsewhere(diagnostic)}`] : []),
    `  ${title} ${paint('dim', `(${code})`)}`,
    ...frame(diagnostic, readLines, paint),
    ...excerpt.map((text) => `    ${paint('dim', '|')} ${text}`),
    ...behind(diagnostic).map((text) => `  ${paint('dim', text)}`),
    ...(hint ? [`  ${paint('cyan', 'hint')} ${hint}`] : []),
  ].join('\n');
}

/** Environments that the place itself does not name. */
function elsewhere({ file, environments = [] }: Diagnostic): string {
  const others = environments.filter((name) => !file?.startsWith(`environments/${name}/`));
  return others.length > 0 ? ` (in ${others.join(', ')})` : '';
}

function frame(diagnostic: Diagnostic, readLines: ReadLines, paint: Paint): string[] {
  const { file, line, col, isSecret, lineText } = diagnostic;
  const text = file && line && !isSecret ? (lineText ?? readLines(file)?.[line - 1]) : undefined;
  if (!text || !line || showsSecret(text)) return [];
  const gutter = String(line).length;
  const caret = `${' '.repeat(gutter)} | ${' '.repeat(Math.max((col ?? 1) - 1, 0))}^`;
  return [`  ${paint('dim', `${line} |`)} ${text}`, `  ${paint('dim', caret)}`];
}

/** What the finding's own place does not say: the rendered line, its template, its config. */
function behind({ file, line, origin }: Diagnostic): string[] {
  if (!origin) return [];
  const { rendered, template, config } = origin;
  const isElsewhere = (place: Position) => place.file !== file || place.line !== line;
  const list = (word: string, places: readonly Position[]) => {
    const shown = places.filter(isElsewhere).map((place) => `${place.file}:${place.line}`);
    return shown.length > 0 ? [`${word} ${shown.join(', ')}`] : [];
  };
  return [
    ...list('rendered to', [rendered]),
    ...list('by', template ? [template] : []),
    ...list('from', config),
  ];
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
