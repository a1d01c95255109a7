import type { Diagnostic } from '../../diagnostics.ts';
import type { Artefact } from '../../render/artefact.ts';
import { type CheckCache, noCache } from './check-cache.ts';
import { checkTemplates, type TemplateReport } from './check-templates.ts';
import type { Linter } from './lint/cfn-lint.ts';
import { findByLint } from './lint/find-by-lint.ts';
import { type LintReport, lintTemplates } from './lint/lint-templates.ts';
import { placeFinding } from './place-finding.ts';
import {
  listSuppressed,
  mergeSuppressed,
  type SuppressedFinding,
} from './policy/list-suppressed.ts';
import { stackRules } from './stack-rules.ts';
import { readTemplate } from './template.ts';
import { checksVersion } from './tool-versions.ts';

export interface StackReport {
  readonly diagnostics: readonly Diagnostic[];
  /** Findings of policies that templates live with. Asks for origins, which takes a while. */
  readonly listSuppressed: () => readonly SuppressedFinding[];
  /** Checks that this machine could not do. */
  readonly skipped: readonly string[];
}

export interface StackCheckOptions {
  readonly cache?: CheckCache;
  /** Missing when cfn-lint is not wanted. */
  readonly linter?: Promise<Linter>;
}

/** The slow checks: every stack against CloudFormation, the policies and cfn-lint. Equal texts are checked once. */
export async function checkStacks(
  artefacts: readonly Artefact[],
  { cache = noCache, linter }: StackCheckOptions = {},
): Promise<StackReport> {
  const stacks = Map.groupBy(
    artefacts.filter(({ kind }) => kind === 'stack-template'),
    ({ text }) => text,
  );
  const texts = [...stacks.keys()];
  const found = await linter;
  // It works in a process of its own while this one is busy.
  const linting = found && lintTemplates(found, texts, cache);
  const templates = [...stacks].map(([text, [first]]) => readTemplate(text, first?.value));
  const reports = await checkTemplates(templates, cache, checksVersion());
  const lint = await linting;
  const stacksOf = ({ template }: TemplateReport) => stacks.get(template.text) ?? [];
  return {
    diagnostics: [
      ...reports.flatMap((report) => placeAll(report, stacksOf(report), lint)),
      ...artefacts.flatMap(checkParameters),
      ...(lint?.problem ? [describeFailure(lint.problem)] : []),
    ],
    listSuppressed: () =>
      mergeSuppressed(
        reports.flatMap((report) => listSuppressed(stacksOf(report), report.suppressed)),
      ),
    skipped: lint?.isSkipped ? ['cfn-lint'] : [],
  };
}

function placeAll(
  { template, findings }: TemplateReport,
  stacks: readonly Artefact[],
  lint: LintReport | undefined,
): Diagnostic[] {
  const linted = findByLint(lint?.findings.get(template.text) ?? [], findings);
  return stacks.flatMap((artefact) =>
    [...findings, ...linted].flatMap((finding) => placeFinding(artefact, finding)),
  );
}

function checkParameters(artefact: Artefact): Diagnostic[] {
  if (artefact.kind !== 'stack-parameters') return [];
  return stackRules.flatMap((rule) =>
    (rule.findGiven?.(artefact.value) ?? []).flatMap((finding) =>
      placeFinding(artefact, { ...finding, code: rule.code, severity: 'error', rule }),
    ),
  );
}

const describeFailure = (problem: string): Diagnostic => ({
  code: 'lint/failed',
  severity: 'error',
  message: `cfn-lint can't be used: ${problem}`,
  hint: 'repair it, or leave it out with --no-cfn-lint',
});
