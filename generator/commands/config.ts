import { stringify } from 'yaml';
import { drawExplanation } from '../config/draw-explanation.ts';
import { explainConfig } from '../config/explain-config.ts';
import { loadConfigs } from '../config/load-config.ts';
import type { LoadedConfig } from '../config/loaded-config.ts';
import { hideSecrets } from '../config/secret-names.ts';
import { type ExitCode, failOnErrors } from '../diagnostics.ts';
import { type Output, printResult, type Result } from '../report/output.ts';
import { isSecretValue } from '../rules/secret-values.ts';

export interface ConfigOptions {
  /** Say of each value which line set it and what that replaced. */
  readonly explain?: boolean;
  /** `path=value` texts that lie over the config. */
  readonly settings?: readonly string[];
}

/** `config`: one environment's config after all layers. What the rules take for a secret is hidden. */
export function runConfig(
  root: string,
  environment: string,
  { explain = false, settings = [] }: ConfigOptions,
  output: Output,
): ExitCode {
  const { loaded, diagnostics } = loadConfigs(root, [environment], settings);
  failOnErrors(diagnostics);
  for (const one of loaded) printResult(output, root, explain ? explained(one) : merged(one));
  return 0;
}

function merged({ name, config }: LoadedConfig): Result {
  const value = { environment: name, config: hideSecrets(config, isSecretValue) };
  return { schema: 'config/v1', value, text: stringify(value.config).trimEnd() };
}

function explained(loaded: LoadedConfig): Result {
  const explanation = explainConfig(loaded, isSecretValue);
  const value = { environment: loaded.name, ...explanation };
  return { schema: 'config-explain/v1', value, text: drawExplanation(explanation) };
}
