import type { TemplateFinding } from '../find-in-template.ts';
import type { SlowFindings } from '../libraries/slow-findings.ts';
import { neighboursOf } from '../rules/edges.ts';
import type { StackFinding } from '../stack-rule.ts';
import { namesOf, resourceAt, type Template } from '../template.ts';
import { applySuppressions } from './apply-suppressions.ts';
import { readSuppressions, type Suppression } from './suppressions.ts';

const HINT = 'mend it, or suppress it at the resource with a reason (docs/guides/policy.md)';

export interface PolicyFindings {
  readonly findings: readonly TemplateFinding[];
  readonly suppressed: readonly { readonly suppression: Suppression; readonly rule: string }[];
}

/** What the policies found, less what the template suppresses, and suppressions that suppress nothing. */
export function findByPolicies(template: Template, slow: SlowFindings): PolicyFindings {
  const { suppressions, malformed } = readSuppressions(template);
  const unsure = unsureOf(template, slow, malformed);
  const violations = (slow.violations ?? []).filter(({ resource }) => !unsure.has(resource));
  const { open, suppressed, unused } = applySuppressions(violations, suppressions);
  return {
    suppressed,
    findings: [
      ...malformed.map((finding) => ({ ...finding, ...error('policy/suppression') })),
      ...open.map(({ rule, resource, message }) => ({
        ...error('policy/finding'),
        path: ['Resources', resource],
        message: `${rule}: ${message}`,
        hint: HINT,
      })),
      ...unused
        .filter(({ resource }) => !unsure.has(resource))
        .map(({ rule, path }) => ({
          ...error('policy/unused-suppression'),
          path,
          message: `nothing here is ${rule} any more`,
          hint: 'take the suppression away',
        })),
    ],
  };
}

const error = (code: TemplateFinding['code']) => ({ code, severity: 'error' as const });

/**
 * Resources about which the policies can't be believed as long as something else is wrong: they
 * judge a bucket by its policy, and a VPC by its flow log.
 */
function unsureOf(
  template: Template,
  { violations, leftOut }: SlowFindings,
  malformed: readonly StackFinding[],
): ReadonlySet<string> {
  if (!violations) return new Set(namesOf(template, 'Resources'));
  const misread = malformed.flatMap(({ path }) => resourceAt(path) ?? []);
  return new Set([...leftOut, ...neighboursOf(template, leftOut), ...misread]);
}
