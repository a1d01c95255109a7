import { explainConfig, type Overridden } from '../config/explain-config.ts';
import type { LoadedConfig } from '../config/loaded-config.ts';
import { nodeAt, toPlain } from '../config/located.ts';
import { hideSecrets } from '../config/secret-names.ts';
import type { Position } from '../diagnostics.ts';
import { formOf, isSecretValue, isToldByName } from '../rules/secret-values.ts';
import { type Artefact, type ConfigOrigin, fileOf } from './artefact.ts';
import { pathsByLine } from './canonical-json.ts';

/** A line of a file of the repository. Its text is missing where nobody should print it. */
export interface SourceLine extends Position {
  readonly text?: string;
}

/** A config value behind a rendered line. */
export interface ExplainedOrigin extends SourceLine {
  readonly path: string;
  /** Missing for a map: what counts is that it is there. */
  readonly value?: unknown;
  /** What it replaced, the newest first. */
  readonly overrode: readonly Overridden[];
}

/** All that is behind one rendered line. */
export interface Explanation {
  readonly rendered: SourceLine;
  /** Where the line was written. Missing where the generator itself writes it; then `note` says of what. */
  readonly template?: SourceLine;
  /** What the line's text was made of. */
  readonly config: readonly ExplainedOrigin[];
  /** What decided that the line is there. */
  readonly conditions: readonly ExplainedOrigin[];
  readonly note?: string;
  /** The rendered file that the line tells of. */
  readonly about?: string;
}

/** Gives the lines of a file of the repository. */
export type ReadLines = (file: string) => readonly string[];

/** Says where a line of a rendered file came from. The line exists; it counts from 1. */
export function explainLine(
  artefact: Artefact,
  line: number,
  artefacts: readonly Artefact[],
  loaded: LoadedConfig,
  readLines: ReadLines,
): Explanation {
  const rendered = withText({ file: fileOf(artefact), line, col: 1 }, readLines);
  const origin = artefact.origin?.(line);
  if (!origin) {
    return { rendered, config: [], conditions: [], ...withoutTemplate(artefact, line, artefacts) };
  }
  const explain = originExplainer(loaded, readLines);
  return {
    rendered,
    template: withText(origin.template, readLines),
    config: origin.config.map(explain),
    conditions: origin.conditions.map(explain),
    ...(NOTES[artefact.kind] && { note: NOTES[artefact.kind] }),
  };
}

function originExplainer(
  loaded: LoadedConfig,
  readLines: ReadLines,
): (origin: ConfigOrigin) => ExplainedOrigin {
  const { values } = explainConfig(loaded, isSecretValue);
  return ({ path, position }) => {
    const node = nodeAt(loaded.layered, path.split('.'));
    const place = withText(position, readLines);
    if (!node || node.kind === 'map') return { path, ...place, overrode: [] };
    const value = hideSecrets(toPlain(node), isSecretValue, path.split('.').at(-1));
    // A list counts as one value, so what an item replaced is what its list replaced.
    const whole = values.find((one) => one.path === path || path.startsWith(`${one.path}.`));
    return { path, value, ...place, overrode: whole?.overrode ?? [] };
  };
}

function withText(position: Position, readLines: ReadLines): SourceLine {
  const text = readLines(position.file)[position.line - 1];
  return { ...position, ...(text !== undefined && !holdsSecret(text) && { text }) };
}

/** Rules refuse a config with a secret in it, but not in every place that a line can stand. */
function holdsSecret(line: string): boolean {
  const pairs = line.matchAll(/([\w.-]+)["']?\s*:\s*["']?([^\s"',{}[\]]+)/g);
  return (
    formOf(line) !== undefined ||
    [...pairs].some(([, name = '', value = '']) => isToldByName(name, value))
  );
}

const NOTES: Readonly<Partial<Record<Artefact['kind'], string>>> = {
  summary:
    'the generator writes this file itself, for people: from the resolved config and the list of rendered files',
  contract:
    'the generator copies this file as it is; the service’s own package writes it, from its tools',
  manifest:
    'the generator writes this file itself, for `apply`: from all rendered files and the order of deployment',
};

const HEADER =
  'the generator writes this line itself; it names the template that the lines below come from';

/** A line that no template wrote, and the file that it tells of. */
function withoutTemplate(
  { path, kind, text, value }: Artefact,
  line: number,
  artefacts: readonly Artefact[],
): { note: string; about?: string } {
  const steps = path.endsWith('.json') ? (pathsByLine(value)[line - 1] ?? []) : [];
  const shown = text.split('\n')[line - 1] ?? '';
  const about = artefacts.find(
    (one) => one.path !== path && (steps.includes(one.path) || shown.includes(one.path)),
  );
  return { note: NOTES[kind] ?? HEADER, ...(about && { about: fileOf(about) }) };
}
