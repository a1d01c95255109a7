import type { Drafts } from '../config/config-files.ts';
import { loadConfigs } from '../config/load-config.ts';
import type { LoadedConfig } from '../config/loaded-config.ts';
import { type Diagnostic, Failure, failOnErrors } from '../diagnostics.ts';
import { checkReferences } from '../model/references.ts';
import type { Bundle } from '../render/artefact.ts';
import { type Contracts, readContracts } from '../render/read-contracts.ts';
import { readTemplates } from '../render/read-templates.ts';
import { TemplateEngine } from '../render/template-engine.ts';
import { checkRules } from '../rules/check-rules.ts';
import { renderEnvironment } from './render-environment.ts';

export interface Rendering {
  /** Environments that rendered. */
  readonly bundles: readonly Bundle[];
  /** Mistakes of templates, and warnings. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface RenderOptions {
  /** `path=value` texts that lie over the config of every named environment. */
  readonly settings?: readonly string[];
  /** Config texts that take the place of what is on disk. */
  readonly drafts?: Drafts;
}

/**
 * Renders environments in memory, all of them when none is named.
 *
 * @throws {Failure} with the mistakes of all configs at once; templates are not tried then
 */
export function renderRepository(
  root: string,
  environments: readonly string[],
  { settings = [], drafts }: RenderOptions = {},
): Rendering {
  const { loaded, all, diagnostics } = loadConfigs(root, environments, settings, drafts);
  const found = [
    ...diagnostics,
    ...loaded.flatMap((one) => [...checkReferences(one), ...checkRules(one, all)]),
  ];
  failOnErrors(found);
  const engine = new TemplateEngine(readTemplates(root));
  const contracts = readContracts(root, loaded);
  const results = loaded.map((one) => renderOrExplain(one, engine, contracts));
  // What no named environment uses is not asked when environments are named.
  const unused = environments.length === 0 ? engine.mistakes() : [];
  return {
    bundles: results.flatMap(({ bundle }) => bundle ?? []),
    diagnostics: [...found, ...unused, ...results.flatMap((result) => result.diagnostics)],
  };
}

function renderOrExplain(
  loaded: LoadedConfig,
  engine: TemplateEngine,
  contracts: Contracts,
): { bundle?: Bundle; diagnostics: readonly Diagnostic[] } {
  try {
    return { bundle: renderEnvironment(loaded, engine, contracts), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const environments = [loaded.name];
    return { diagnostics: error.diagnostics.map((found) => ({ ...found, environments })) };
  }
}
