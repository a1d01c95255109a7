import { loadConfigs } from '../config/load-config.ts';
import type { LoadedConfig } from '../config/loaded-config.ts';
import { type Diagnostic, Failure } from '../diagnostics.ts';
import { checkReferences } from '../model/references.ts';
import type { Bundle } from './artefact.ts';
import { readTemplates } from './read-templates.ts';
import { renderEnvironment } from './render-environment.ts';
import { TemplateEngine } from './template-engine.ts';

/**
 * Renders environments in memory, all of them when none is named.
 *
 * @throws {Failure} with the mistakes of all environments at once; nothing has been written then
 */
export function renderRepository(root: string, environments: readonly string[]): Bundle[] {
  const { loaded, diagnostics } = loadConfigs(root, environments);
  failOn([...diagnostics, ...loaded.flatMap(checkReferences)]);
  const engine = new TemplateEngine(readTemplates(root));
  const results = loaded.map((one) => renderOrExplain(one, engine));
  failOn(results.flatMap((result) => result.diagnostics));
  return results.flatMap(({ bundle }) => bundle ?? []);
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const byPosition = (a: Diagnostic, b: Diagnostic) =>
  compareText(a.file ?? '', b.file ?? '') ||
  (a.line ?? 0) - (b.line ?? 0) ||
  (a.col ?? 0) - (b.col ?? 0);

function renderOrExplain(
  loaded: LoadedConfig,
  engine: TemplateEngine,
): { bundle?: Bundle; diagnostics: readonly Diagnostic[] } {
  try {
    return { bundle: renderEnvironment(loaded, engine), diagnostics: [] };
  } catch (error) {
    if (error instanceof Failure) return { diagnostics: error.diagnostics };
    throw error;
  }
}

function failOn(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) throw new Failure(onceEach(diagnostics));
}

/** A mistake in a shared file shows in every environment that stands on it; it is told once. */
function onceEach(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const byPlace = new Map(
    diagnostics.map((found) => {
      const { code, file, line, col, message } = found;
      return [[code, file, line, col, message].join('|'), found];
    }),
  );
  return [...byPlace.values()].sort(byPosition);
}
