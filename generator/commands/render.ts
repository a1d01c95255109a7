import { renderChecked } from '../bundle/render-checked.ts';
import { type Diagnostic, type ExitCode, Failure } from '../diagnostics.ts';
import type { Bundle } from '../render/artefact.ts';
import { type Output, printDiagnostics, printResult, type Result } from '../report/output.ts';
import { checkRendered } from '../write/check-rendered.ts';
import type { Change } from '../write/compare-rendered.ts';
import { undoUnfinished } from '../write/undo-unfinished.ts';
import { writeOut } from '../write/write-out.ts';
import { writeRendered } from '../write/write-rendered.ts';

export interface RenderOptions {
  /** Absolute path of a folder that takes the place of the repository in what is written. */
  readonly out?: string | undefined;
  /** `path=value` texts that lie over every config. Only with `out`. */
  readonly settings?: readonly string[];
}

/** `render`: writes `rendered/` of environments. Warnings are told by `validate`, and here in JSON. */
export function runRender(
  root: string,
  environments: readonly string[],
  { out, settings = [] }: RenderOptions,
  output: Output,
): ExitCode {
  if (settings.length > 0 && out === undefined) throw new Failure([setWithoutOut()]);
  if (out === undefined) undoUnfinished(root);
  const { bundles, warnings } = renderChecked(root, environments, { settings });
  const changes = out === undefined ? writeRendered(root, bundles) : writeOut(root, out, bundles);
  printResult(output, root, { ...resultOf(bundles, changes), ...inJson(output, warnings) });
  return 0;
}

/** `render --check`: writes nothing, and exits 3 where files differ. */
export function runRenderCheck(
  root: string,
  environments: readonly string[],
  output: Output,
): ExitCode {
  const { bundles, warnings } = renderChecked(root, environments);
  const { obstacles, differences } = checkRendered(root, bundles);
  const { warnings: told = [] } = inJson(output, warnings);
  if (obstacles.length > 0) throw new Failure([...told, ...obstacles, ...differences]);
  if (differences.length > 0) {
    printDiagnostics(output, root, [...told, ...differences]);
    return 3;
  }
  printResult(output, root, { ...resultOf(bundles, []), ...inJson(output, warnings) });
  return 0;
}

const inJson = ({ format }: Output, warnings: readonly Diagnostic[]): Pick<Result, 'warnings'> =>
  format === 'json' ? { warnings } : {};

const VERBS = { missing: 'added', changed: 'changed', orphaned: 'removed' } as const;

function resultOf(bundles: readonly Bundle[], changes: readonly Change[]): Result {
  const environments = bundles.map(({ environment }) => environment);
  const lines = changes.map(({ path, kind }) => `${VERBS[kind].padEnd(8)} ${path}`);
  return {
    schema: 'render/v1',
    value: { environments, changes: changes.map(({ path, kind }) => ({ path, change: kind })) },
    text: lines.length > 0 ? lines.join('\n') : `up to date: ${environments.join(', ')}`,
  };
}

const setWithoutOut = (): Diagnostic => ({
  code: 'usage',
  severity: 'error',
  message: '`--set` needs `--out`',
  hint: 'write a trial elsewhere with `--out <folder>`; what is committed comes from configs only',
});
