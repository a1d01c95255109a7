import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
} from 'yaml';
import type { Diagnostic, Position } from '../diagnostics.ts';
import type { Located, LocatedEntry, LocatedMap, Scalar } from './located.ts';

export interface ParsedYaml {
  /** Missing when the text can't be used at all. */
  readonly root?: LocatedMap;
  readonly diagnostics: readonly Diagnostic[];
}

interface Reading {
  readonly at: (offset: number | undefined) => Position;
  readonly resolve: (alias: Alias) => Node | undefined;
}

/** Parses one YAML 1.2 document into values that know their position. */
export function parseYaml(file: string, text: string): ParsedYaml {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter });
  const at = (offset = 0): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(line, 1), col: Math.max(col, 1) };
  };
  const wrong = (offset: number, message: string, hint?: string): Diagnostic => {
    const found = { code: 'config/syntax', severity: 'error', message } as const;
    return { ...found, ...(hint && { hint }), ...at(offset) };
  };
  const [document, second] = Array.isArray(documents) ? documents : [];
  if (!document?.contents || (isScalar(document.contents) && document.contents.value === null)) {
    return { diagnostics: [wrong(0, 'the file is empty', 'write at least `target:`')] };
  }
  const diagnostics = [...document.errors, ...document.warnings].map((error) =>
    wrong(error.pos[0], firstSentence(error.message)),
  );
  if (second) diagnostics.push(wrong(second.range[0], 'the file holds more than one document'));
  if (diagnostics.length > 0) return { diagnostics };
  const root = locate(document.contents, { at, resolve: (alias) => alias.resolve(document) });
  if (root.kind === 'map') return { root, diagnostics };
  return { diagnostics: [wrong(0, 'the file does not hold a map of keys', 'write `key: value`')] };
}

/** The library adds a code frame under its message; the reporter draws its own. */
function firstSentence(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}

function locate(node: Node, reading: Reading): Located {
  const settings = [reading.at(node.range?.[0])];
  if (isAlias(node)) {
    const target = reading.resolve(node);
    if (target) return { ...locate(target, reading), settings };
  }
  if (isMap<Node, Node | null>(node)) {
    return { kind: 'map', entries: locateEntries(node.items, reading), settings };
  }
  if (isSeq<Node>(node)) {
    return { kind: 'list', items: node.items.map((item) => locate(item, reading)), settings };
  }
  return { kind: 'scalar', value: (isScalar(node) ? node.value : null) as Scalar, settings };
}

function locateEntries(
  pairs: readonly Pair<Node, Node | null>[],
  reading: Reading,
): Map<string, LocatedEntry> {
  const merged = new Map<string, LocatedEntry>();
  const own = new Map<string, LocatedEntry>();
  for (const { key, value } of pairs) {
    const name = isScalar(key) ? String(key.value) : String(key);
    const position = reading.at(key.range?.[0]);
    const located: Located = value
      ? locate(value, reading)
      : { kind: 'scalar', value: null, settings: [position] };
    if (name !== '<<') own.set(name, { key: position, value: located });
    else for (const [inherited, entry] of mergedEntries(located)) merged.set(inherited, entry);
  }
  return new Map([...merged, ...own]);
}

/** `<<: *a` or `<<: [*a, *b]`, where the earlier of a list wins. */
function mergedEntries(located: Located): [string, LocatedEntry][] {
  if (located.kind === 'map') return [...located.entries];
  if (located.kind === 'list') return [...located.items].reverse().flatMap(mergedEntries);
  return [];
}
