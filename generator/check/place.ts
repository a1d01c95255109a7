import { type Document, isCollection, isMap, isNode, isPair, isScalar, LineCounter } from 'yaml';
import { dotted, type Path } from '../config/located.ts';
import type { Diagnostic, DiagnosticCode } from '../diagnostics.ts';
import { type Artefact, fileOf } from '../render/artefact.ts';
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
}

/**
 * A finding as a diagnostic, at the line that a person would mend: the config line where one alone
 * decides about the rendered line, else the line of the template.
 */
export function diagnoseArtefact(
  { code, severity = 'error' }: { code: DiagnosticCode; severity?: Diagnostic['severity'] },
  { artefact, path, message, hint, line = lineOfPath(artefact, path) }: ArtefactFinding,
): Diagnostic {
  const { template, config = [] } = artefact.origin?.(line) ?? {};
  const rendered = { file: fileOf(artefact), line, col: 1 };
  const [decisive, ...more] = config.map(({ position }) => position);
  const place = decisive && more.length === 0 ? decisive : (template ?? rendered);
  return {
    code,
    severity,
    message: `${artefact.path}: ${message}`,
    ...(hint && { hint }),
    ...place,
    ...(path.length > 0 && { path: dotted(path) }),
    environments: [artefact.environment],
    origin: {
      rendered,
      ...(template && { template }),
      config: config.map(({ position }) => position),
    },
  };
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
  const lineCounter = new LineCounter();
  const { document } = parseOutput(text, lineCounter);
  const offset = offsetOf(document, path);
  return offset === undefined ? 1 : lineCounter.linePos(offset).line;
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
