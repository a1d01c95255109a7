import { type ExitCode, Failure } from '../diagnostics.ts';
import { diffRepository } from '../diff/diff-repository.ts';
import { type PromotionPlan, planPromotion } from '../edit/plan-promotion.ts';
import { drawDiff } from '../report/draw-diff.ts';
import { type Output, printResult } from '../report/output.ts';
import { visibleText } from '../report/visible-text.ts';
import { checkRendered } from '../write/check-rendered.ts';
import { refuseUnfinished, undoUnfinished } from '../write/undo-unfinished.ts';
import { previewEdited, writeEdited } from '../write/write-edited.ts';
import { asData } from './diff.ts';

export interface Promotion {
  /** The environment that the images come from, and the one that they go to. */
  readonly from: string;
  readonly to: string;
  readonly isDryRun: boolean;
}

/** `promote`: copies image digests into the next environment's config and renders that, both or neither. */
export function runPromote(root: string, promotion: Promotion, output: Output): ExitCode {
  const { from, to, isDryRun } = promotion;
  if (isDryRun) refuseUnfinished(root);
  else undoUnfinished(root);
  const plan = planPromotion(root, from, to);
  const { edit, before, after, changes, skipped, warnings } = plan;
  // A preview against files that were stale would mix what they lack with what is promoted.
  const { obstacles, differences } = checkRendered(root, [before]);
  const stale = [...obstacles, ...differences];
  if (stale.length > 0) throw new Failure(stale);
  const isChanged = changes.length > 0;
  const put = isDryRun ? previewEdited : writeEdited;
  const files = isChanged ? put(root, { edit, bundle: after }).map(({ path }) => path) : [];
  const report = diffRepository([before], [after]);
  const told = { from, to, changes, skipped, [isDryRun ? 'wouldWrite' : 'written']: files };
  printResult(output, root, {
    schema: 'promote/v1',
    value: { ...told, diff: asData(report) },
    text: [
      drawPlan(promotion, plan),
      ...(isChanged ? [drawDiff(report), drawFiles(files, isDryRun)] : []),
    ].join('\n\n'),
    ...(output.format === 'json' && { warnings }),
  });
  return 0;
}

function drawPlan({ from, to }: Promotion, { changes, skipped }: PromotionPlan): string {
  const lines = [
    ...changes.map(({ path, before = 'none', after }) => `${path}: ${before} → ${after}`),
    ...skipped.map(({ service, reason }) => `${service} is left alone: ${reason}`),
  ];
  const title = changes.length === 0 ? 'nothing to promote' : `${changes.length} to promote`;
  return [`${from} → ${to}: ${title}`, ...lines.map((line) => `  ${visibleText(line)}`)].join('\n');
}

function drawFiles(files: readonly string[], isDryRun: boolean): string {
  const title = isDryRun ? 'would write' : 'wrote';
  return [title, ...files.map((file) => `  ${file}`)].join('\n');
}
