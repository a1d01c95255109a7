import type { ExitCode } from '../diagnostics.ts';
import { planPromotion } from '../edit/plan-promotion.ts';
import { type Output, printResult } from '../report/output.ts';
import { asData } from './diff.ts';
import { beginEdit, drawChanges, drawWritten, writePlan } from './write-plan.ts';

export interface Promotion {
  /** The environment that the images come from, and the one that they go to. */
  readonly from: string;
  readonly to: string;
  readonly isDryRun: boolean;
}

/** `promote`: copies image digests into the next environment's config and renders that, both or neither. */
export function runPromote(root: string, promotion: Promotion, output: Output): ExitCode {
  const { from, to, isDryRun } = promotion;
  beginEdit(root, isDryRun);
  const plan = planPromotion(root, from, to);
  const { changes, skipped, warnings } = plan;
  const written = writePlan(root, plan, isDryRun);
  const told = { from, to, changes, skipped, [isDryRun ? 'wouldWrite' : 'written']: written.files };
  const count = changes.length === 0 ? 'nothing to promote' : `${changes.length} to promote`;
  const left = skipped.map(({ service, reason }) => `${service} is left alone: ${reason}`);
  printResult(output, root, {
    schema: 'promote/v1',
    value: { ...told, diff: asData(written.report) },
    text: [
      drawChanges(`${from} → ${to}: ${count}`, changes, left),
      ...drawWritten(written, isDryRun),
    ].join('\n\n'),
    ...(output.format === 'json' && { warnings }),
  });
  return 0;
}
