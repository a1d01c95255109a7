import { dotted, type Path } from '../config/located.ts';
import type { Diagnostic, DiagnosticCode } from '../diagnostics.ts';
import type { Artefact } from '../render/artefact.ts';
import { pathsByLine } from '../render/canonical-json.ts';

/** A finding about a value of a rendered JSON file, told at the template line that a person would mend. */
export function diagnoseValue(
  artefact: Artefact,
  code: DiagnosticCode,
  path: Path,
  message: string,
  hint?: string,
): Diagnostic {
  const line = lineOf(artefact.value, path);
  return {
    code,
    severity: 'error',
    message: `${artefact.path}: ${message}`,
    ...(hint && { hint }),
    ...artefact.origin?.(line)?.template,
    path: dotted(path),
  };
}

/** The line on which a value, or its nearest parent, begins in canonical JSON. */
function lineOf(value: unknown, path: Path): number {
  const lines = pathsByLine(value).map(dotted);
  for (let length = path.length; length > 0; length--) {
    const index = lines.indexOf(dotted(path.slice(0, length)));
    if (index >= 0) return index + 1;
  }
  return 1;
}
