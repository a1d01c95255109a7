import { type Document, isAlias, isCollection, isMap, isNode, isPair, isScalar, isSeq } from 'yaml';
import type { Path } from '../config/located.ts';
import type { Form } from './artefact-table.ts';
import { pathsByLine } from './canonical-json.ts';
import { HEADER_LINES } from './forms.ts';
import { parseOutput } from './parse-output.ts';
import type { TracedText } from './trace-text.ts';

/** The stretch of what a template wrote that a line of the file shows. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Finds the stretch behind a line of a file, counted from 1. */
export function spansOf(form: Form, traced: TracedText): (line: number) => Span | undefined {
  return form === 'yaml' ? textSpans(traced) : valueSpans(form, traced);
}

/** A YAML file's lines are the template's, under a header. A line's indentation is nobody's. */
function textSpans({ text }: TracedText): (line: number) => Span | undefined {
  const lines = text.split('\n');
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length + 1);
  return (number) => {
    const line = lines[number - 1 - HEADER_LINES];
    const start = starts[number - 1 - HEADER_LINES];
    if (line === undefined || start === undefined) return undefined;
    const from = start + line.length - line.trimStart().length;
    return { from, to: start + line.length };
  };
}

/** A JSON file's lines show values; each stands somewhere in the YAML that the template wrote. */
function valueSpans(form: Form, { text }: TracedText): (line: number) => Span | undefined {
  const { document, value } = parseOutput(text);
  const paths = form === 'parameters' ? parameterPaths(value as object) : pathsByLine(value);
  return (line) => {
    const path = paths[line - 1];
    return path && spanAt(document, path);
  };
}

/** Every parameter takes four lines: `{`, key, value, `}`. */
function parameterPaths(value: object): Path[] {
  const entries = Object.keys(value).flatMap((key): Path[] => [[key], [key], [key], [key]]);
  return [[], ...entries, []];
}

/** From a value's key to its end; of a list or map only as far as where it begins. */
function spanAt(document: Document, path: Path): Span | undefined {
  let key: unknown;
  let node: unknown = document.contents;
  for (const step of path) {
    const item = itemAt(isAlias(node) ? node.resolve(document) : node, step);
    if (item === undefined) break;
    key = isPair(item) ? item.key : undefined;
    node = isPair(item) ? item.value : item;
  }
  const range = isNode(node) ? node.range : undefined;
  const keyRange = isNode(key) ? key.range : undefined;
  const [start, end] = range ?? keyRange ?? [];
  if (start === undefined || end === undefined) return undefined;
  return { from: keyRange?.[0] ?? start, to: isCollection(node) ? start + 1 : end };
}

function itemAt(node: unknown, step: string | number): unknown {
  if (isSeq(node)) return node.items[Number(step)];
  if (!isMap(node)) return undefined;
  return node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
}
