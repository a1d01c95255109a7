import { isSamePlace, ruleSaying, type TemplateFinding } from '../find-in-template.ts';
import type { LintFinding } from './lint-findings.ts';

/** Rules of cfn-lint that tell what a check outside this folder tells: unused parameters are `wiring/parameter-used`. */
const TOLD_ELSEWHERE = ['W2001'];

export type LintTemplateFinding = TemplateFinding & { readonly line: number };

/** What cfn-lint adds to what is known already. */
export function findByLint(
  found: readonly LintFinding[],
  known: readonly TemplateFinding[],
): LintTemplateFinding[] {
  return found
    .filter(({ rule, path }) => {
      const isOurs = TOLD_ELSEWHERE.includes(rule) || ruleSaying(rule)?.find;
      return !isOurs && !known.some((one) => isSamePlace(one.path, path));
    })
    .map(({ rule, severity, message, path, line }) => ({
      code: 'lint/cfn-lint',
      severity,
      path,
      line,
      message: `${rule}: ${message}`,
    }));
}
