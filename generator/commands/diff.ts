import { renderChecked } from '../bundle/render-checked.ts';
import { type ExitCode, Failure } from '../diagnostics.ts';
import { diffRepository } from '../diff/diff-repository.ts';
import { RISKS, type Risk } from '../diff/entry.ts';
import type { DiffReport } from '../diff/report.ts';
import { readBase } from '../git/read-base.ts';
import { resolveBase } from '../git/resolve-base.ts';
import type { Bundle } from '../render/artefact.ts';
import { drawDiff } from '../report/draw-diff.ts';
import { drawDiffMarkdown, drawStaleMarkdown } from '../report/draw-diff-markdown.ts';
import { drawEntryAnnotations } from '../report/entry-annotations.ts';
import { type Output, printResult } from '../report/output.ts';
import { checkRendered } from '../write/check-rendered.ts';
import { replaceFile } from '../write/write-rendered.ts';

export interface DiffOptions {
  /** What to compare with; where the branch left `origin/main` when not said. */
  readonly base?: string;
  /** Exit 3 when anything changes. */
  readonly exitCode?: boolean;
  /** Exit 3 when the risk is this or greater. */
  readonly failOn?: Risk;
  /** Absolute path of a folder that gets the comments of a pull request: `1.md`, `2.md` … */
  readonly out?: string | undefined;
}

/** `diff`: what a change does, from rendered files alone. */
export function runDiff(
  root: string,
  names: readonly string[],
  { base, exitCode = false, failOn, out }: DiffOptions,
  output: Output,
): ExitCode {
  const report = tellStale(out, () => compareWithBase(root, names, base));
  if (out !== undefined) writeBodies(out, drawDiffMarkdown(report));
  else {
    printResult(output, root, {
      schema: 'diff/v1',
      value: asData(report),
      text: drawDiff(report),
      ...(output.format === 'markdown' && { markdown: drawDiffMarkdown(report).join('\n') }),
      ...(output.format === 'github' && { annotations: drawEntryAnnotations(report) }),
    });
  }
  const isChanged = report.environments.some(({ change }) => change !== 'unchanged');
  const isTooRisky = failOn !== undefined && RISKS.indexOf(report.risk) >= RISKS.indexOf(failOn);
  return (exitCode && isChanged) || isTooRisky ? 3 : 0;
}

/** Whoever reads the comment must be told what to do where there is nothing to compare. */
function tellStale(out: string | undefined, compare: () => DiffReport): DiffReport {
  try {
    return compare();
  } catch (error) {
    const isStale =
      error instanceof Failure &&
      error.diagnostics.some(({ code }) => code.startsWith('artefact/'));
    if (out !== undefined && isStale) writeBodies(out, [drawStaleMarkdown()]);
    throw error;
  }
}

function writeBodies(out: string, bodies: readonly string[]): void {
  for (const [index, body] of bodies.entries()) replaceFile(out, `${index + 1}.md`, body);
}

/** The report without places, which hold whole files. */
export const asData = (report: DiffReport) => ({
  ...report,
  environments: report.environments.map(({ entries, ...environment }) => ({
    ...environment,
    entries: entries.map(({ at, ...entry }) => entry),
  })),
});

/**
 * What the working tree's rendered files do that a commit's do not.
 *
 * @param names environments to look at; all of both sides when none is named
 * @throws {Failure} where the rendered files are stale, or there is nothing to compare with
 */
function compareWithBase(
  root: string,
  names: readonly string[],
  ref: string | undefined,
): DiffReport {
  const base = resolveBase(root, ref);
  const { bundles } = renderChecked(root, names);
  const { obstacles, differences } = checkRendered(root, bundles);
  const stale = [...obstacles, ...differences];
  if (stale.length > 0) throw new Failure(stale);
  const isAsked = ({ environment }: Bundle) => names.length === 0 || names.includes(environment);
  return diffRepository(readBase(root, base, bundles).filter(isAsked), bundles, base);
}
