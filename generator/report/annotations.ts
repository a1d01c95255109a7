import type { Diagnostic, Position } from '../diagnostics.ts';

/**
 * Diagnostics as workflow commands, which GitHub shows as annotations at their lines
 * (GitHub Actions, "Workflow commands": `::error file=,line=,col=,title=::message`).
 */
export function drawAnnotations(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(draw).join('\n');
}

function draw({ code, severity, message, hint, ...place }: Diagnostic): string {
  const text = hint ? `${message}\n${hint}` : message;
  return drawAnnotation(severity, code, text, place);
}

/** One annotation. Without a place it stands on the run as a whole. */
export function drawAnnotation(
  level: 'error' | 'warning' | 'notice',
  title: string,
  text: string,
  { file, line, col }: Partial<Position>,
): string {
  const properties = Object.entries({ file, line, col, title })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${properties.join(',')}::${escapeData(text)}`;
}

/** A line break would end the command, and what follows could be one of its own. */
const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
