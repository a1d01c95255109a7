import type { ExitCode } from '../diagnostics.ts';
import type { EditedEnvironment } from '../edit/config-edit.ts';
import type { DerivedValue, EnvironmentValues } from '../edit/derive-values.ts';
import { planEnvironment } from '../edit/plan-environment.ts';
import { type Output, printResult } from '../report/output.ts';
import { visibleText } from '../report/visible-text.ts';
import { undoUnfinished } from '../write/undo-unfinished.ts';
import { writeAllEdited } from '../write/write-edited.ts';

/** `new`: writes an environment's config from that of another, with what it renders to, both or neither. */
export function runNew(
  root: string,
  name: string,
  from: string,
  given: EnvironmentValues,
  output: Output,
): ExitCode {
  undoUnfinished(root);
  const { edited, values, warnings } = planEnvironment(root, name, from, given);
  const written = writeAllEdited(root, edited).map(({ path }) => path);
  const set = values.map(({ path, ...one }) => ({ path: path.join('.'), ...one }));
  printResult(output, root, {
    schema: 'new/v1',
    value: { environment: name, from, values: set, written },
    text: draw(name, from, configFilesOf(edited), values, written.length),
    ...(output.format === 'json' && { warnings }),
  });
  return 0;
}

const configFilesOf = (edited: readonly EditedEnvironment[]) => edited.map(({ edit }) => edit.file);

function draw(
  name: string,
  from: string,
  [file = '', ...others]: readonly string[],
  values: readonly DerivedValue[],
  count: number,
): string {
  const lines = values.map(({ path, value, why }) => `${path.join('.')}: ${value} (${why})`);
  return [
    `${name} is a copy of ${from}; ${count} files written`,
    ...lines.map((line) => `  ${visibleText(line)}`),
    ...others.map((other) => `  ${other} names it, so that it gets roles`),
    '',
    'next',
    `  read ${file}: secrets, host names and sizes are still those of ${from}`,
    `  npx tsx generator validate ${name}`,
    `  commit environments/ and open a pull request`,
    ...others.map(
      (other) => `  then have an administrator run: npx tsx generator apply ${other.split('/')[1]}`,
    ),
    '  in production, name its owners in CODEOWNERS',
  ].join('\n');
}
