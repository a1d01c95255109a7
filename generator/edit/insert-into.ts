import { isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { Splice } from './splice.ts';
import { writeScalar } from './write-scalar.ts';

/** A value that is to stand below keys which are not there yet, the outermost first. */
export interface NewEntry {
  readonly keys: readonly string[];
  readonly value: string;
}

/** A new entry in the style of a map: at its end, or with its other single values. */
export function insertInto(text: string, map: YAMLMap, entry: NewEntry): Splice | undefined {
  return map.flow ? insertIntoFlow(text, map, entry) : insertIntoBlock(text, map, entry);
}

function insertIntoFlow(text: string, map: YAMLMap, entry: NewEntry): Splice | undefined {
  const last = lastOf(map);
  const [start] = map.range ?? [];
  if (start === undefined) return undefined;
  if (!last) return { start: start + 1, end: start + 1, text: inFlow(entry) };
  const end = endOf(last);
  const comma = text[end] === ',' ? end + 1 : end;
  return { start: comma, end: comma, text: `${comma > end ? '' : ','} ${inFlow(entry)}` };
}

function insertIntoBlock(text: string, map: YAMLMap, entry: NewEntry): Splice | undefined {
  const [first] = map.items;
  const last = entry.keys.length === 1 ? lastSingle(map) : lastOf(map);
  if (!last || !isNode(first?.key) || !first.key.range) return undefined;
  const column = first.key.range[0] - (text.lastIndexOf('\n', first.key.range[0] - 1) + 1);
  const end = endOf(last);
  // A block scalar ends behind its line break, all others within their line.
  const lineEnd = text[end - 1] === '\n' ? end - 1 : text.indexOf('\n', end);
  const at = lineEnd < 0 ? text.length : lineEnd;
  const gap = column === 0 && entry.keys.length > 1 ? '\n' : '';
  return { start: at, end: at, text: `\n${gap}${inBlock(entry, ' '.repeat(column))}` };
}

/** `a: {b: value}` below as many lines of keys as there are more. */
function inBlock({ keys: [key = '', ...rest], value }: NewEntry, indent: string): string {
  if (rest.length < 2) return `${indent}${inFlow({ keys: [key, ...rest], value })}`;
  return `${indent}${writeScalar(key)}:\n${inBlock({ keys: rest, value }, `${indent}  `)}`;
}

function inFlow({ keys: [key = '', ...rest], value }: NewEntry): string {
  const inner = rest.length === 0 ? writeScalar(value) : `{${inFlow({ keys: rest, value })}}`;
  return `${writeScalar(key)}: ${inner}`;
}

/** A single value stands with those at the top of a map, before the maps in it. */
function lastSingle(map: YAMLMap): Node | undefined {
  const others = map.items.findIndex(({ value }) => !isScalar(value));
  const value = map.items[others - 1]?.value;
  return isNode(value) ? value : lastOf(map);
}

/** The node that stands last in a map. */
function lastOf(map: YAMLMap): Node | undefined {
  const { key, value } = map.items.at(-1) ?? {};
  if (isNode(value)) return value;
  return isNode(key) ? key : undefined;
}

/** Where a node's own text ends, before the blank lines and comments that follow it. */
function endOf(node: Node): number {
  if (isMap(node) && !node.flow) {
    const last = lastOf(node);
    if (last) return endOf(last);
  }
  if (isSeq(node) && !node.flow) {
    const last = node.items.at(-1);
    if (isNode(last)) return endOf(last);
  }
  return node.range?.[1] ?? 0;
}
