import type { CheckCache } from '../check-cache.ts';
import type { Linter } from './cfn-lint.ts';
import { type LintFinding, lintFindings } from './lint-findings.ts';

export interface LintReport {
  /** By template text. */
  readonly findings: ReadonlyMap<string, readonly LintFinding[]>;
  readonly isSkipped?: true;
  /** Why there are no findings although there is a cfn-lint. */
  readonly problem?: string;
}

const NOTHING = new Map<string, readonly LintFinding[]>();

/** Asks cfn-lint about the texts that it has not seen. */
export async function lintTemplates(
  linter: Linter,
  texts: readonly string[],
  cache: CheckCache,
): Promise<LintReport> {
  if (linter.state === 'absent') return { findings: NOTHING, isSkipped: true };
  if (linter.state === 'broken') return { findings: NOTHING, problem: linter.problem };
  const key = (text: string) => ['cfn-lint', linter.version, text];
  const findings = new Map(texts.map((text) => [text, cache.read(key(text), lintFindings)]));
  const unknown = texts.filter((text) => findings.get(text) === undefined);
  const answer = unknown.length > 0 ? await linter.lint(unknown) : [];
  if ('problem' in answer) return { findings: NOTHING, problem: answer.problem };
  for (const [index, found] of answer.entries()) {
    const text = unknown[index] ?? '';
    findings.set(text, [...found]);
    cache.write(key(text), found);
  }
  return { findings: new Map([...findings].map(([text, found]) => [text, found ?? []])) };
}
