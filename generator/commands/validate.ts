import { checkStackTemplates } from '../check/cloudformation-include.ts';
import { checkEcsInput } from '../check/ecs-schema.ts';
import type { ExitCode } from '../diagnostics.ts';
import { renderRepository } from '../render/render-repository.ts';
import { type Output, printDiagnostics, printResult } from '../report/output.ts';
import { compareRendered, diagnoseChange } from '../write/compare-rendered.ts';
import { schemaFindings } from './schema.ts';

/** `validate`: config, templates, rendered files, CloudFormation and ECS input, offline. */
export async function runValidate(
  root: string,
  environments: readonly string[],
  output: Output,
): Promise<ExitCode> {
  const bundles = renderRepository(root, environments);
  const artefacts = bundles.flatMap((bundle) => bundle.artefacts);
  const diagnostics = [
    ...schemaFindings(root),
    ...artefacts.flatMap(checkEcsInput),
    ...(await checkStackTemplates(artefacts)),
    ...bundles.flatMap((bundle) => compareRendered(root, bundle)).map(diagnoseChange),
  ];
  if (diagnostics.length > 0) {
    printDiagnostics(output, root, diagnostics);
    return 2;
  }
  const names = bundles.map(({ environment }) => environment);
  const text = `valid: ${names.join(', ')} (${artefacts.length} files)`;
  printResult(output, 'validate/v1', { environments: names, files: artefacts.length }, text);
  return 0;
}
