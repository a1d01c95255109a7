import type { Diagnostic } from '../diagnostics.ts';

/**
 * Diagnostics as workflow commands, which GitHub shows as annotations at their lines
 * (GitHub Actions, "Workflow commands": `::error file=,line=,col=,title=::message`).
 */
export function drawAnnotations(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(draw).join('\n');
}

function draw({ code, severity, message, hint, file, line, col }: Diagnostic): string {
  const properties = Object.entries({ file, line, col, title: code })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const text = hint ? `${message}\n${hint}` : message;
  return `::${severity} ${properties.join(',')}::${escapeData(text)}`;
}

/** A line break would end the command, and what follows could be one of its own. */
const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
