import type { Artefact } from '../../../render/artefact.ts';
import { lineOfPath } from '../../place.ts';
import type { PolicyFindings } from './find-by-policies.ts';

/** A finding of a policy that a template lives with. */
export interface SuppressedFinding {
  readonly rule: string;
  readonly reason: string;
  readonly stack: string;
  readonly resource: string;
  readonly environments: readonly string[];
  /** Where the suppression stands, from the repository's root. */
  readonly file: string;
  readonly line: number;
}

/** The suppressed findings of stacks with one text, each with where it is suppressed. */
export function listSuppressed(
  artefacts: readonly Artefact[],
  suppressed: PolicyFindings['suppressed'],
): SuppressedFinding[] {
  const [artefact] = artefacts;
  if (!artefact) return [];
  return suppressed.map(({ suppression: { resource, reason, path }, rule }) => {
    const line = lineOfPath(artefact, path);
    const { file, line: templateLine } = artefact.origin?.(line)?.template ?? {
      file: artefact.path,
      line,
    };
    return {
      rule,
      reason,
      stack: artefact.stack ?? '',
      resource,
      environments: artefacts.map(({ environment }) => environment),
      file,
      line: templateLine,
    };
  });
}

/** One entry for all environments in which the same stands, by where it stands. */
export function mergeSuppressed(found: readonly SuppressedFinding[]): SuppressedFinding[] {
  const same = Map.groupBy(found, ({ environments: _, ...rest }) => JSON.stringify(rest));
  return [...same.values()]
    .flatMap((ones) =>
      ones.slice(0, 1).map((one) => ({
        ...one,
        environments: ones.flatMap(({ environments }) => environments).sort(),
      })),
    )
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}
