import { renderRepository } from '../bundle/render-repository.ts';
import { checkBundle } from '../check/check-bundle.ts';
import { noCache, openCache } from '../check/stack/check-cache.ts';
import { checkStacks } from '../check/stack/check-stacks.ts';
import { startLinter } from '../check/stack/lint/cfn-lint.ts';
import type { SuppressedFinding } from '../check/stack/policy/list-suppressed.ts';
import { type ExitCode, Failure, isError, onceEach } from '../diagnostics.ts';
import { type Output, printResult } from '../report/output.ts';
import { checkRendered } from '../write/check-rendered.ts';
import { schemaFindings } from './schema.ts';

export interface ValidateOptions {
  /** Program name or path of cfn-lint, or `false` to leave it out. */
  readonly cfnLint: string | false;
  readonly cache: boolean;
  readonly showSuppressed: boolean;
}

/** `validate`: every check there is, offline. All that is wrong is told at once. */
export async function runValidate(
  root: string,
  environments: readonly string[],
  { cfnLint, cache, showSuppressed }: ValidateOptions,
  output: Output,
): Promise<ExitCode> {
  const linter = cfnLint === false ? {} : { linter: startLinter(cfnLint) };
  const { bundles, diagnostics } = renderRepository(root, environments);
  const artefacts = bundles.flatMap((bundle) => bundle.artefacts);
  const kept = cache ? openCache(root) : noCache;
  const stacks = await checkStacks(artefacts, { cache: kept, ...linter });
  const { obstacles, differences } = checkRendered(root, bundles);
  const found = onceEach([
    ...diagnostics,
    ...bundles.flatMap(checkBundle),
    ...stacks.diagnostics,
    ...schemaFindings(root),
    ...obstacles,
    ...differences,
  ]);
  failOnAny(found.filter(isError).length > 0 ? found : []);
  const names = bundles.map(({ environment }) => environment);
  const { skipped } = stacks;
  const suppressed = showSuppressed ? stacks.listSuppressed() : undefined;
  const lines = [
    `valid: ${names.join(', ')} (${artefacts.length} files)`,
    ...skipped.map((check) => `${check}: not installed, skipped`),
    ...(suppressed ? draw(suppressed) : []),
  ];
  const listed = suppressed && { suppressed };
  const value = { environments: names, files: artefacts.length, skipped, ...listed };
  const text = lines.join('\n');
  printResult(output, root, { schema: 'validate/v1', value, text, warnings: found });
  return 0;
}

/** A broken tool is not a mistake of the input. */
function failOnAny(found: Failure['diagnostics']): void {
  if (found.length === 0) return;
  const isInputWrong = found.some((one) => isError(one) && one.code !== 'lint/failed');
  throw new Failure(found, isInputWrong ? 2 : 1);
}

/** By where they are suppressed; a partial may do it for many resources. */
function draw(suppressed: readonly SuppressedFinding[]): string[] {
  const places = Map.groupBy(suppressed, ({ file, line, rule }) => `${file}:${line} ${rule}`);
  return [...places].flatMap(([place, found]) => [
    '',
    place,
    `  ${found[0]?.reason}`,
    ...found.map(
      ({ stack, resource, environments }) =>
        `  - ${resource} of ${stack} in ${environments.join(', ')}`,
    ),
  ]);
}
