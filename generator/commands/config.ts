import { stringify } from 'yaml';
import { loadConfigs } from '../config/load-config.ts';
import { type ExitCode, Failure } from '../diagnostics.ts';
import { type Output, printResult } from '../report/output.ts';

/** `config`: one environment's config after all layers. */
export function runConfig(root: string, environment: string, output: Output): ExitCode {
  const { loaded, diagnostics } = loadConfigs(root, [environment]);
  if (diagnostics.length > 0) throw new Failure(diagnostics);
  for (const { name, config } of loaded) {
    const value = { environment: name, config };
    printResult(output, root, { schema: 'config/v1', value, text: stringify(config).trimEnd() });
  }
  return 0;
}
