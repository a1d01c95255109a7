import { dotted, type Path } from '../../config/located.ts';
import type { Diagnostic, DiagnosticCode } from '../../diagnostics.ts';
import { isIntrinsic } from '../../wiring/fold-intrinsics.ts';
import { describeBundled } from './libraries/describe-bundled.ts';
import type { SpecHints } from './libraries/hint-from-spec.ts';
import type { BundledFinding, SlowFindings } from './libraries/slow-findings.ts';
import type { StackFinding, StackRule } from './stack-rule.ts';
import { stackRules } from './stack-rules.ts';
import { type Template, valueAt } from './template.ts';

/** A finding about a template text, which stands for every environment that has this text. */
export interface TemplateFinding extends StackFinding {
  readonly code: DiagnosticCode;
  readonly severity: Diagnostic['severity'];
  readonly rule?: Pick<StackRule, 'blames' | 'allowsConfigured' | 'isConvention'>;
}

/** What the rules that need no library find. */
export function findByRules(template: Template): TemplateFinding[] {
  return stackRules.flatMap((rule) =>
    (rule.find?.(template) ?? []).map((finding) => ({ ...finding, ...headOf(rule), rule })),
  );
}

/** What the heavy libraries found, under our codes and in our words, without what is known already. */
export function findBySlowChecks(
  template: Template,
  { bundled, refused }: SlowFindings,
  known: readonly TemplateFinding[],
  hints: SpecHints,
): TemplateFinding[] {
  const own = known.filter(({ rule }) => !rule?.isConvention);
  const found = bundled.flatMap((finding): TemplateFinding[] => {
    const rule = ruleSaying(finding.rule) ?? ruleOfFunction(finding.path);
    const isTold = rule?.find || own.some((other) => isSamePlace(other.path, finding.path));
    if (isTold || (finding.severity === 'warning' && !rule)) return [];
    return [translate(template, finding, rule, hints)];
  });
  const stops = refused.map((finding) => ({ ...finding, ...headOf(), rule: {} }));
  return [...withoutMisspelt(oncePerPlace(found)), ...stops];
}

/** The rule of ours that tells what a rule of cfn-lint or of the CDK does: `E3002`, `F3002`. */
export const ruleSaying = (id: string): StackRule | undefined =>
  stackRules.find(({ sameAs = [] }) => sameAs.includes(Number(id.slice(1))));

const ruleOfFunction = (path: Path): StackRule | undefined =>
  stackRules.find(({ inFunction }) => inFunction !== undefined && path.includes(inFunction));

const headOf = (rule?: StackRule) => ({
  code: rule?.code ?? ('artefact/cloudformation' as const),
  severity: rule?.severity ?? ('error' as const),
});

function translate(
  template: Template,
  finding: BundledFinding,
  rule: StackRule | undefined,
  hints: SpecHints,
): TemplateFinding {
  const { message, hint } = describeBundled(finding, rule?.code);
  const { path } = finding;
  const words = { ...headOf(rule), path, message, ...(hint && { hint }) };
  if (rule?.code === 'stack/resource-type') {
    const type = String(valueAt(template.fields, [...path, 'Type']));
    return { ...words, path: [...path, 'Type'], hint: hints.forType(type), rule };
  }
  const known = rule?.code === 'stack/property-name' && hints.forProperty(template, path);
  const blames =
    typeof valueAt(template.fields, path) === 'object' ? {} : { blames: 'value' as const };
  return { ...words, ...(known && { hint: known }), rule: rule ?? blames };
}

function oncePerPlace(findings: readonly TemplateFinding[]): TemplateFinding[] {
  const byPlace = new Map(
    findings.map((one) => [`${one.code} ${dotted(one.path)} ${one.message}`, one]),
  );
  return [...byPlace.values()];
}

/** A required property that is there under a misspelt name is not told as missing too. */
function withoutMisspelt(findings: readonly TemplateFinding[]): TemplateFinding[] {
  const misspelt = findings.filter(({ code }) => code === 'stack/property-name');
  return findings.filter(({ code, path, message }) => {
    const [name = ''] = /`.+?`/.exec(message) ?? [];
    const isMeant = (one: TemplateFinding) =>
      dotted(one.path.slice(0, -1)) === dotted(path) && one.hint === `did you mean ${name}?`;
    return code !== 'stack/required-property' || !misspelt.some(isMeant);
  });
}

/** `Resources.<id>.Properties`, or less, has many things in it that can be wrong by themselves. */
const CONTAINER_LENGTH = 3;

/** Two findings about one property, or about something inside it, are about one mistake. */
export function isSamePlace(known: Path, other: Path): boolean {
  const property = untilFunction(known);
  const place = untilFunction(other);
  const isBegin = property.every((step, index) => String(step) === String(place[index]));
  return isBegin && (property.length > CONTAINER_LENGTH || property.length === place.length);
}

function untilFunction(path: Path): Path {
  const end = path.findIndex((step) => isIntrinsic(String(step)));
  return end < 0 ? path : path.slice(0, end);
}
