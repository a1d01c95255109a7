import { isNode } from 'yaml';
import type { LoadedConfig } from '../config/loaded-config.ts';
import { nodeAt, type Path, positionAt } from '../config/located.ts';
import { buildEnvironment, type Environment } from '../model/environment.ts';
import type { Origin } from './artefact.ts';
import { contextOf, type Plan } from './artefact-table.ts';
import { pathsByLine } from './canonical-json.ts';
import { HEADER_LINES } from './forms.ts';
import { parseOutput } from './parse-output.ts';
import type { TemplateEngine } from './template-engine.ts';
import { longestPaths, recordReads, type Source, type TracedText } from './trace-template.ts';

/** Paths of config values behind each value of the model. */
type Derivations = ReadonlyMap<string, readonly string[]>;

/** Computes the model again and notes which config values each of its values was made of. */
function recordDerivations(loaded: LoadedConfig): Derivations {
  const derivations = new Map<string, string[]>();
  let reads: string[] = [];
  const config = recordReads(loaded.config, (path) => reads.push(path));
  buildEnvironment({ ...loaded, config }, (path, compute) => {
    reads = [];
    const value = compute();
    derivations.set(path, longestPaths(reads));
    return value;
  });
  return derivations;
}

/** Renders one file again with markers and answers where its lines came from. */
export function traceOrigins(
  loaded: LoadedConfig,
  environment: Environment,
  plan: Plan,
  engine: TemplateEngine,
): (line: number) => Origin | undefined {
  const traced = engine.trace(plan.template, (read) =>
    contextOf(recordReads(environment, read), plan.service),
  );
  const derivations = recordDerivations(loaded);
  const spanOf = plan.form === 'yaml' ? textSpans(traced) : valueSpans(traced, plan);
  return (line) => {
    const span = spanOf(line);
    if (!span) return undefined;
    const sources = traced.sourcesBetween(...span);
    const [first] = sources;
    return (
      first && { template: first.template, config: configBehind(sources, derivations, loaded) }
    );
  };
}

type Span = [from: number, to: number];

/** A YAML file's lines are the template's, under a header. */
function textSpans({ text }: TracedText): (line: number) => Span | undefined {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (line) => {
    const from = starts[line - 1 - HEADER_LINES];
    return from === undefined ? undefined : [from, starts[line - HEADER_LINES] ?? text.length];
  };
}

/** A JSON file's lines show values; each stands somewhere in the YAML that the template wrote. */
function valueSpans({ text }: TracedText, plan: Plan): (line: number) => Span | undefined {
  const { document } = parseOutput(text);
  const paths =
    plan.form === 'parameters' ? parameterPaths(document.toJS()) : pathsByLine(document.toJS());
  return (line) => {
    const path = paths[line - 1];
    const node: unknown = path && document.getIn(path, true);
    return isNode(node) && node.range ? [node.range[0], node.range[1]] : undefined;
  };
}

/** Every parameter takes four lines: `{`, key, value, `}`. */
function parameterPaths(value: object): Path[] {
  const entries = Object.keys(value).flatMap((key): Path[] => [[key], [key], [key], [key]]);
  return [[], ...entries, []];
}

function configBehind(
  sources: readonly Source[],
  derivations: Derivations,
  { layered }: LoadedConfig,
): Origin['config'] {
  const read = sources
    .flatMap(({ reads }) => reads)
    .flatMap((path) => configPaths(path, derivations));
  return [...new Set(read)].flatMap((path) => {
    const steps = path.split('.');
    const position = nodeAt(layered, steps) && positionAt(layered, steps);
    return position ? [{ path, position }] : [];
  });
}

/** A template read `env.…` or `service.…` of the model; the longest known part of that path decides. */
function configPaths(modelPath: string, derivations: Derivations): readonly string[] {
  const steps = modelPath.split('.');
  for (let length = steps.length; length > 0; length--) {
    const found = derivations.get(steps.slice(0, length).join('.'));
    if (found) return found;
  }
  return [];
}
