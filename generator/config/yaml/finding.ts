import type { Diagnostic, DiagnosticCode } from '../../diagnostics.ts';
import { showsSecret } from '../secret-names.ts';
import { lineAround, type PositionOf } from './positions.ts';

/** What is wrong at an offset of a YAML text. */
export interface YamlFinding {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string;
  readonly offset: number;
}

/** Findings at their places. A line that gives a value to a secret is not to be shown. */
export function placeFindings(
  findings: readonly YamlFinding[],
  text: string,
  at: PositionOf,
): Diagnostic[] {
  // A line can be as long as the file and have a finding in every character.
  const secretLines = new Map<number, boolean>();
  return findings.map(({ code, message, hint, offset }) => {
    const place = at(offset);
    const isSecret = secretLines.get(place.line) ?? showsSecret(lineAround(text, offset));
    secretLines.set(place.line, isSecret);
    return {
      code,
      severity: 'error',
      message,
      ...(hint && { hint }),
      ...place,
      ...(isSecret && { isSecret }),
    };
  });
}
