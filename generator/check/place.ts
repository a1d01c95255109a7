import { type Document, isCollection, isMap, isNode, isPair, isScalar, LineCounter } from 'yaml';
import { dotted, type Path } from '../config/located.ts';
import type { Diagnostic, DiagnosticCode, Position, RenderedOrigin } from '../diagnostics.ts';
import { type Artefact, fileOf, type Origin } from '../render/artefact.ts';
import { pathsByLine } from '../render/canonical-json.ts';
import { parseOutput } from '../render/parse-output.ts';

/** What a check has to say about one place of a rendered file. */
export interface ArtefactFinding {
  readonly artefact: Artefact;
  /** Place in the artefact's value; an empty one is the file as a whole. */
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
  /** Line of the text, from 1, where the check knows it better than the path says. */
  readonly line?: number;
  /** Whatever the config gives, the template is to mend: it writes a key that should not stand there. */
  readonly blames?: 'template';
}

/**
 * A finding as a diagnostic, at the line that a person would mend: the config line where one alone
 * decides about the rendered line, else the line of the template.
 */
export function diagnoseArtefact(
  { code, severity = 'error' }: { code: DiagnosticCode; severity?: Diagnostic['severity'] },
  finding: ArtefactFinding,
): Diagnostic {
  const { artefact, path, message, hint, blames, line = lineOfPath(artefact, path) } = finding;
  const { place, origin } = traceLine(artefact, line, blames);
  return {
    code,
    severity,
    message: `${artefact.path}: ${message}`,
    ...(hint && { hint }),
    ...place,
    ...(path.length > 0 && { path: dotted(path) }),
    environments: [artefact.environment],
    origin,
  };
}

/** The line that a person would change to change a place of a rendered file. */
export const positionOf = (artefact: Artefact, path: Path): Position =>
  traceLine(artefact, lineOfPath(artefact, path)).place;

interface Traced {
  readonly place: Position;
  readonly origin: RenderedOrigin;
}

function traceLine(artefact: Artefact, line: number, blames?: 'template'): Traced {
  const { template, config = [] } = artefact.origin?.(line) ?? {};
  const rendered = { file: fileOf(artefact), line, col: 1 };
  const decisive = blames ? undefined : decisivePosition(config, artefact.service);
  return {
    place: decisive ?? template ?? rendered,
    origin: {
      rendered,
      ...(template && { template }),
      config: config.map(({ position }) => position),
    },
  };
}

/** Config values that are part of nearly every line, so that a finding about one line is not about them. */
const EVERYWHERE = ['project', 'target'];

/** The config value that alone decides, or alone among those of the file's own service. */
function decisivePosition(
  config: Origin['config'],
  service: string | undefined,
): Position | undefined {
  const meant = config.filter(({ path }) => !EVERYWHERE.includes(path));
  const own = meant.filter(({ path }) => path.startsWith(`services.${service}.`));
  const [only, ...more] = own.length > 0 ? own : meant;
  return more.length === 0 ? only?.position : undefined;
}

/** The line, from 1, on which a value or its nearest parent begins. */
export function lineOfPath({ path: file, text, value }: Artefact, path: Path): number {
  return file.endsWith('.json') ? lineInJson(value, path) : lineInYaml(text, path);
}

function lineInJson(value: unknown, path: Path): number {
  const lines = pathsByLine(value).map(dotted);
  for (let length = path.length; length > 0; length--) {
    const index = lines.indexOf(dotted(path.slice(0, length)));
    if (index >= 0) return index + 1;
  }
  return 1;
}

function lineInYaml(text: string, path: Path): number {
  const { document, lineCounter } = parseOnce(text);
  const offset = offsetOf(document, path);
  return offset === undefined ? 1 : lineCounter.linePos(offset).line;
}

interface Lines {
  readonly document: Document;
  readonly lineCounter: LineCounter;
}

/** As many texts as an environment has stacks are met again and again; documents are too large to keep more. */
const RECENT = 8;
const recent = new Map<string, Lines>();

function parseOnce(text: string): Lines {
  const known = recent.get(text);
  if (known) return known;
  const lineCounter = new LineCounter();
  const lines = { document: parseOutput(text, lineCounter).document, lineCounter };
  const [oldest] = recent.keys();
  if (recent.size >= RECENT && oldest !== undefined) recent.delete(oldest);
  recent.set(text, lines);
  return lines;
}

/** Where the key of the deepest step that exists begins. */
function offsetOf({ contents }: Document, path: Path): number | undefined {
  let offset: number | undefined;
  let node: unknown = contents;
  for (const step of path) {
    if (!isCollection(node)) break;
    const item: unknown = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && key.value === step)
      : node.items[Number(step)];
    if (item === undefined) break;
    const shown: unknown = isPair(item) ? item.key : item;
    if (isNode(shown) && shown.range) [offset] = shown.range;
    node = isPair(item) ? item.value : item;
  }
  return offset;
}
