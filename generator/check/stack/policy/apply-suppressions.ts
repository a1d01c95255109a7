import type { Violation } from '../libraries/slow-findings.ts';
import type { Suppression } from './suppressions.ts';

export interface Verdict {
  /** Findings that nobody took upon themselves. */
  readonly open: readonly Violation[];
  readonly suppressed: readonly { readonly suppression: Suppression; readonly rule: string }[];
  /** Suppressions of what is no longer found. */
  readonly unused: readonly Suppression[];
}

/** Parts findings into open and suppressed ones. Each finding uses up the first suppression that names it. */
export function applySuppressions(
  violations: readonly Violation[],
  suppressions: readonly Suppression[],
): Verdict {
  const told = violations.map((violation) => ({
    violation,
    suppression: suppressions.find((one) => names(one, violation)),
  }));
  return {
    open: told.flatMap(({ violation, suppression }) => (suppression ? [] : violation)),
    suppressed: told.flatMap(({ violation: { rule }, suppression }) =>
      suppression ? [{ suppression, rule }] : [],
    ),
    unused: suppressions.filter((one) => told.every(({ suppression }) => suppression !== one)),
  };
}

/** `AwsSolutions-IAM5` names all findings of that rule, `AwsSolutions-IAM5[Resource::*]` only that one. */
const names = (suppression: Suppression, { resource, rule }: Violation) =>
  suppression.resource === resource &&
  (suppression.rule === rule || rule.startsWith(`${suppression.rule}[`));
