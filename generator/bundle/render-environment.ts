import { hasEcsTypes } from '../check/check-bundle.ts';
import type { LoadedConfig } from '../config/loaded-config.ts';
import { collectFailures } from '../diagnostics.ts';
import { buildEnvironment, type Environment } from '../model/environment.ts';
import type { Artefact, Bundle } from '../render/artefact.ts';
import { contextOf, type Plan, planArtefacts } from '../render/artefact-table.ts';
import { copyContracts } from '../render/copy-contracts.ts';
import { giveForm } from '../render/forms.ts';
import type { Contracts } from '../render/read-contracts.ts';
import type { TemplateEngine } from '../render/template-engine.ts';
import { traceOrigins } from '../render/trace-origin.ts';
import { readWiring, type Wiring } from '../wiring/wiring.ts';
import { renderManifest } from './manifest.ts';
import { renderSummary } from './summary/render-summary.ts';

/**
 * Renders one environment. Pure: the same config, templates and contracts give the same bytes.
 *
 * @throws {Failure} with the mistakes of all templates at once
 */
export function renderEnvironment(
  loaded: LoadedConfig,
  engine: TemplateEngine,
  contracts: Contracts,
): Bundle {
  const environment = buildEnvironment(loaded);
  const written = collectFailures(planArtefacts(environment), (plan) =>
    renderArtefact(plan, environment, loaded, engine),
  );
  const rendered = [...written, ...copyContracts(environment, contracts)];
  const summary = renderSummary(environment, rendered, wiringOf(environment, rendered));
  const manifest = renderManifest(environment, [...rendered, summary]);
  return { environment: loaded.name, artefacts: [...rendered, summary, manifest] };
}

/** What the files say of one another; nothing where they have not the right types, which the checks tell. */
function wiringOf(environment: Environment, rendered: readonly Artefact[]): Wiring | undefined {
  if (!hasEcsTypes(rendered)) return undefined;
  const artefacts = [...rendered, renderManifest(environment, rendered)];
  return readWiring({ environment: environment.name, artefacts });
}

function renderArtefact(
  plan: Plan,
  environment: Environment,
  loaded: LoadedConfig,
  engine: TemplateEngine,
): Artefact {
  const { path, kind, template, form, stack, service, operation, operations } = plan;
  const context = contextOf(environment, plan);
  const written = engine.render(template, context);
  const trace = () => engine.trace(template, context);
  const { value, text } = giveForm(form, template, written, trace);
  let origins: ReturnType<typeof traceOrigins> | undefined;
  return {
    path,
    environment: environment.name,
    kind,
    ...(stack && { stack }),
    ...(service && { service }),
    ...(operation && { operation }),
    ...(operations && { operations }),
    value,
    text,
    origin: (line) => {
      origins ??= traceOrigins(loaded, environment, plan, engine);
      return origins(line);
    },
  };
}
