import type { CheckCache } from './check-cache.ts';
import { findByRules, findBySlowChecks, type TemplateFinding } from './find-in-template.ts';
import { loadSpecHints, noSpecHints } from './libraries/hint-from-spec.ts';
import { runSlowChecks } from './libraries/run-slow-checks.ts';
import { type SlowFindings, slowFindings } from './libraries/slow-findings.ts';
import { findByPolicies, type PolicyFindings } from './policy/find-by-policies.ts';
import type { Template } from './template.ts';

export interface TemplateReport {
  readonly template: Template;
  readonly findings: readonly TemplateFinding[];
  readonly suppressed: PolicyFindings['suppressed'];
}

interface Read {
  readonly template: Template;
  /** What the rules found that need no library. */
  readonly own: readonly TemplateFinding[];
}

/** Everything that is wrong with each template, in the order given. */
export async function checkTemplates(
  templates: readonly Template[],
  cache: CheckCache,
  version: string,
): Promise<TemplateReport[]> {
  const read = templates.map((template) => ({ template, own: findByRules(template) }));
  const slow = await recall(read, cache, version);
  const isRight = slow.every(({ bundled }) => bundled.length === 0);
  const hints = isRight ? noSpecHints : await loadSpecHints();
  return read.map(({ template, own }, index) => {
    const found = slow[index] ?? nothing;
    const { findings, suppressed } = findByPolicies(template, found);
    const refused = findBySlowChecks(template, found, own, hints);
    return { template, findings: [...own, ...refused, ...findings], suppressed };
  });
}

const nothing: SlowFindings = { bundled: [], refused: [], leftOut: [] };

/** The slow part, from the cache where it is there. Nothing heavy is loaded when all of it is. */
async function recall(
  read: readonly Read[],
  cache: CheckCache,
  version: string,
): Promise<SlowFindings[]> {
  const key = ({ template }: Read) => ['stack', version, template.text];
  const kept = new Map(read.map((one) => [one, cache.read(key(one), slowFindings)]));
  const unknown = read.filter((one) => kept.get(one) === undefined);
  const found = await runSlowChecks(
    unknown.map(({ template, own }) => ({
      template,
      broken: own.filter(({ rule }) => !rule?.isConvention).map(({ path }) => path),
    })),
  );
  for (const [index, one] of unknown.entries()) {
    kept.set(one, found[index]);
    cache.write(key(one), found[index]);
  }
  return [...kept.values()].map((one) => one ?? nothing);
}
