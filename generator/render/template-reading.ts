import type { Diagnostic, DiagnosticCode, Position } from '../diagnostics.ts';
import type { LiteralExpression } from './template-tree.ts';

/** What the parsing of one template knows, and the mistakes that it finds. */
export interface Reading {
  readonly file: string;
  readonly lines: readonly string[];
  /** Names of all partials. */
  readonly partials: readonly string[];
  readonly mistakes: Diagnostic[];
}

/** Names of the block parameters in sight. They go before functions of the same name. */
export type InSight = readonly string[];

/** Handlebars counts columns from 0. */
export const placeOf = ({ loc }: hbs.AST.Node, { file }: Reading): Position => ({
  file,
  line: loc.start.line,
  col: loc.start.column + 1,
});

/** Notes a mistake. What stands there then is never evaluated, since a template with mistakes is not. */
export function refuse(
  reading: Reading,
  code: DiagnosticCode,
  node: hbs.AST.Node,
  message: string,
  hint?: string,
): LiteralExpression {
  const at = placeOf(node, reading);
  reading.mistakes.push({ code, severity: 'error', message, ...(hint && { hint }), ...at });
  return { kind: 'literal', value: null, at };
}

/** What stands between two places of the template, on one line. */
export function textBetween(
  start: hbs.AST.Position,
  end: hbs.AST.Position,
  { lines }: Reading,
): string {
  const between = lines.slice(start.line - 1, end.line);
  between[between.length - 1] = (between.at(-1) ?? '').slice(0, end.column);
  between[0] = (between[0] ?? '').slice(start.column);
  return between.join(' ').replace(/\s+/g, ' ').trim();
}
