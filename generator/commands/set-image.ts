import type { ExitCode } from '../diagnostics.ts';
import { planImages } from '../edit/plan-images.ts';
import { type Output, printResult } from '../report/output.ts';
import { asData } from './diff.ts';
import { beginEdit, drawChanges, drawWritten, writePlan } from './write-plan.ts';

export interface NewImages {
  readonly environment: string;
  /** `<service>=<digest>` each. */
  readonly images: readonly string[];
  readonly isDryRun: boolean;
}

/** `set-image`: sets image digests in an environment's config and renders that, both or neither. */
export function runSetImage(root: string, given: NewImages, output: Output): ExitCode {
  const { environment, images, isDryRun } = given;
  beginEdit(root, isDryRun);
  const plan = planImages(root, environment, images);
  const { changes, warnings } = plan;
  const written = writePlan(root, plan, isDryRun);
  const told = { environment, changes, [isDryRun ? 'wouldWrite' : 'written']: written.files };
  const count = changes.length === 0 ? 'nothing to set' : `${changes.length} to set`;
  printResult(output, root, {
    schema: 'set-image/v1',
    value: { ...told, diff: asData(written.report) },
    text: [
      drawChanges(`${environment}: ${count}`, changes),
      ...drawWritten(written, isDryRun),
    ].join('\n\n'),
    ...(output.format === 'json' && { warnings }),
  });
  return 0;
}
