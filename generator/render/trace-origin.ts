import type { LoadedConfig } from '../config/loaded-config.ts';
import { nodeAt, positionAt } from '../config/located.ts';
import type { Environment } from '../model/environment.ts';
import type { ConfigOrigin, Origin } from './artefact.ts';
import { contextOf, type Plan } from './artefact-table.ts';
import type { TemplateEngine } from './template-engine.ts';
import { derivationsOf } from './trace-derivations.ts';
import { spansOf } from './trace-spans.ts';
import type { Because } from './trace-text.ts';

/** Renders one file again and answers where its lines came from. */
export function traceOrigins(
  loaded: LoadedConfig,
  environment: Environment,
  plan: Plan,
  engine: TemplateEngine,
): (line: number) => Origin | undefined {
  const traced = engine.trace(plan.template, contextOf(environment, plan));
  const spanOf = spansOf(plan.form, traced);
  const indexes = {
    service: environment.services.findIndex(({ name }) => name === plan.service),
    member: environment.environments?.findIndex(({ name }) => name === plan.member) ?? -1,
  };
  const derivations = derivationsOf(loaded, environment);
  const behind = (places: readonly string[]) =>
    configAt(
      places.flatMap((place) => derivations.behind(modelPath(place, indexes))),
      loaded,
    );
  return (line) => {
    const span = spanOf(line);
    if (!span) return undefined;
    const template = traced.templatePosition(span.from);
    const sources = traced.sourcesBetween(span.from, span.to);
    return {
      template,
      config: behind(sources.flatMap(({ reads }) => reads)),
      conditions: behind(sources.flatMap(({ because }) => conditionsOf(because))),
    };
  };
}

/** The outermost condition first. Inside a loop, that its list is not empty goes without saying. */
function conditionsOf(because: Because | undefined): readonly string[] {
  const places = because ? [...conditionsOf(because.outer), ...because.reads] : [];
  const isSaid = (place: string) =>
    place.endsWith('.length') &&
    places.some((other) => other !== place && other.startsWith(place.slice(0, -'length'.length)));
  return places.filter((place) => !isSaid(place));
}

/** Templates read `env.…`, `service.…` and `member.…`; all stand in the model. */
const modelPath = (place: string, indexes: { readonly service: number; readonly member: number }) =>
  place
    .replace(/^env\./, '')
    .replace(/^service(?=\.|$)/, `services.${indexes.service}`)
    .replace(/^member(?=\.|$)/, `environments.${indexes.member}`);

function configAt(paths: readonly string[], { layered }: LoadedConfig): ConfigOrigin[] {
  return [...new Set(paths)].flatMap((path) => {
    const steps = path.split('.');
    const position = nodeAt(layered, steps) && positionAt(layered, steps);
    return position ? [{ path, position }] : [];
  });
}
