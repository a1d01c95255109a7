import { renderChecked } from '../check/render-checked.ts';
import type { ExitCode } from '../diagnostics.ts';
import { type Output, printDiagnostics, printResult } from '../report/output.ts';
import { compareRendered, diagnoseChange } from '../write/compare-rendered.ts';
import { writeChanges } from '../write/write-rendered.ts';

/** `render`: writes `rendered/`; with `check` it writes nothing and exits 3 where files differ. */
export function runRender(
  root: string,
  environments: readonly string[],
  options: { readonly check: boolean },
  output: Output,
): ExitCode {
  const { bundles } = renderChecked(root, environments);
  const changes = bundles.flatMap((bundle) => compareRendered(root, bundle));
  const names = bundles.map(({ environment }) => environment);
  if (options.check && changes.length > 0) {
    printDiagnostics(output, root, changes.map(diagnoseChange));
    return 3;
  }
  writeChanges(root, changes);
  const files = changes.map(({ path, kind }) => ({ path, change: kind }));
  const text = changes.length === 0 ? `up to date: ${names.join(', ')}` : listing(files);
  const value = { environments: names, changes: files };
  printResult(output, root, { schema: 'render/v1', value, text });
  return 0;
}

const VERBS = { missing: 'added', changed: 'changed', orphaned: 'removed' } as const;

function listing(files: readonly { path: string; change: keyof typeof VERBS }[]): string {
  return files.map(({ path, change }) => `${VERBS[change].padEnd(8)} ${path}`).join('\n');
}
