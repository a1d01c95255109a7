import { Failure } from '../diagnostics.ts';
import { diffRepository } from '../diff/diff-repository.ts';
import type { DiffReport } from '../diff/report.ts';
import type { EditPlan, ServiceChange } from '../edit/edit-plan.ts';
import { drawDiff } from '../report/draw-diff.ts';
import { visibleText } from '../report/visible-text.ts';
import { checkRendered } from '../write/check-rendered.ts';
import { refuseUnfinished, undoUnfinished } from '../write/undo-unfinished.ts';
import { previewEdited, writeEdited } from '../write/write-edited.ts';

/** What a plan did, or would do. */
export interface Written {
  readonly files: readonly string[];
  readonly report: DiffReport;
}

/** Before a config is read to be edited: what an interrupted run left is undone, or refused. */
export function beginEdit(root: string, isDryRun: boolean): void {
  if (isDryRun) refuseUnfinished(root);
  else undoUnfinished(root);
}

/**
 * Writes a config and what it renders to, both or neither; a dry run only looks.
 *
 * @throws {Failure} `artefact/…` where the rendered files are stale, and as `writeEdited` does
 */
export function writePlan(
  root: string,
  { edit, before, after, changes }: EditPlan,
  isDryRun: boolean,
): Written {
  // A preview against files that were stale would mix what they lack with what is set.
  const { obstacles, differences } = checkRendered(root, [before]);
  const stale = [...obstacles, ...differences];
  if (stale.length > 0) throw new Failure(stale);
  const put = isDryRun ? previewEdited : writeEdited;
  const files =
    changes.length > 0 ? put(root, { edit, bundle: after }).map(({ path }) => path) : [];
  return { files, report: diffRepository([before], [after]) };
}

/** A line for each value, below a title. */
export const drawChanges = (
  title: string,
  changes: readonly ServiceChange[],
  others: readonly string[] = [],
): string => {
  const lines = [
    ...changes.map(({ path, before = 'none', after }) => `${path}: ${before} → ${after}`),
    ...others,
  ];
  return [title, ...lines.map((line) => `  ${visibleText(line)}`)].join('\n');
};

/** What the change does, and which files say so; nothing where there is none. */
export function drawWritten({ files, report }: Written, isDryRun: boolean): readonly string[] {
  if (files.length === 0) return [];
  const title = isDryRun ? 'would write' : 'wrote';
  return [drawDiff(report), [title, ...files.map((file) => `  ${file}`)].join('\n')];
}
