import { checkBundle } from '../check/check-bundle.ts';
import { type Diagnostic, failOnErrors, onceEach } from '../diagnostics.ts';
import type { Bundle } from '../render/artefact.ts';
import { type RenderOptions, renderRepository } from './render-repository.ts';

export interface CheckedRendering {
  readonly bundles: readonly Bundle[];
  readonly warnings: readonly Diagnostic[];
}

/**
 * Renders environments in memory and holds them against every fast check, before anybody writes.
 *
 * @throws {Failure} with all mistakes at once; those of rendered files only where configs are right
 */
export function renderChecked(
  root: string,
  environments: readonly string[],
  options: RenderOptions = {},
): CheckedRendering {
  const { bundles, diagnostics } = renderRepository(root, environments, options);
  const found = [...diagnostics, ...bundles.flatMap(checkBundle)];
  failOnErrors(found);
  return { bundles, warnings: onceEach(found) };
}
