import { renderChecked } from '../check/render-checked.ts';
import { checkStackTemplates } from '../check/stack/cloudformation-include.ts';
import { type ExitCode, failOnErrors } from '../diagnostics.ts';
import { type Output, printResult } from '../report/output.ts';
import { compareRendered, diagnoseChange } from '../write/compare-rendered.ts';
import { schemaFindings } from './schema.ts';

/** `validate`: every check there is, offline. */
export async function runValidate(
  root: string,
  environments: readonly string[],
  output: Output,
): Promise<ExitCode> {
  const { bundles, warnings } = renderChecked(root, environments);
  const artefacts = bundles.flatMap((bundle) => bundle.artefacts);
  failOnErrors([
    ...schemaFindings(root),
    ...warnings,
    ...(await checkStackTemplates(artefacts)),
    ...bundles.flatMap((bundle) => compareRendered(root, bundle)).map(diagnoseChange),
  ]);
  const names = bundles.map(({ environment }) => environment);
  const text = `valid: ${names.join(', ')} (${artefacts.length} files)`;
  const value = { environments: names, files: artefacts.length };
  printResult(output, root, { schema: 'validate/v1', value, text, warnings });
  return 0;
}
