import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { cover, type Located, type LocatedEntry, type Path, type Scalar } from '../located.ts';
import type { YamlFinding } from './finding.ts';
import type { PositionOf } from './positions.ts';
import { MAX_DEPTH } from './read-tokens.ts';
import {
  bomb,
  forbidden,
  NO_MAPS,
  NO_TEXT,
  OTHER_NUMBER,
  ofItself,
  repeated,
  toNothing,
} from './refusals.ts';
import { FORBIDDEN_KEYS, wrongCharacter } from './refused-text.ts';

/** As many values as all aliases of a file may add. An alias bomb reaches billions. */
const MAX_GROWTH = 20_000;

export interface LocatedNodes {
  /** Missing when nothing of the document can be used. */
  readonly value?: Located;
  readonly findings: readonly YamlFinding[];
  /** What was left out of the value, because it can't be used. */
  readonly left: readonly Path[];
}

/** Turns the nodes of a document into values that know their place. Aliases share what they name. */
export function locateNodes(contents: Node, text: string, at: PositionOf): LocatedNodes {
  const locator = new Locator(text, at);
  const sized = locator.locate(contents, []);
  const { findings, left } = locator;
  return { ...(sized && { value: sized.value }), findings, left };
}

/** A value with the number of values in it and the depth to which they nest. */
interface Sized {
  readonly value: Located;
  readonly size: number;
  readonly depth: number;
}

class Locator {
  readonly findings: YamlFinding[] = [];
  readonly left: Path[] = [];
  readonly #text: string;
  readonly #at: PositionOf;
  /** What each anchor named last: `open` while it is being located, nothing when it can't be used. */
  readonly #anchors = new Map<string, Sized | 'open' | undefined>();
  #growth = 0;

  constructor(text: string, at: PositionOf) {
    this.#text = text;
    this.#at = at;
  }

  /** Nothing when the node can't be used; what is wrong with it was told then. */
  locate(node: Node, path: Path): Sized | undefined {
    if (isAlias(node)) return this.#alias(node, path);
    if (node.anchor) this.#anchors.set(node.anchor, 'open');
    const located = node.tag ? this.#leaveOut(path) : this.#value(node, path);
    if (node.anchor) this.#anchors.set(node.anchor, located);
    return located;
  }

  #value(node: Node, path: Path): Sized | undefined {
    const settings = [this.#at(offsetOf(node))];
    if (isMap<Node, Node | null>(node)) {
      const { entries, ...measures } = this.#entries(node.items, path);
      return { value: { kind: 'map', entries, settings }, ...measures };
    }
    if (isSeq<Node>(node)) {
      const items = node.items.flatMap((item, index) => this.locate(item, [...path, index]) ?? []);
      const value = { kind: 'list', items: items.map((item) => item.value), settings } as const;
      return { value, ...measure(items) };
    }
    const value = (isScalar(node) ? node.value : null) as Scalar;
    return this.#refuseScalar(value, node)
      ? this.#leaveOut(path)
      : { ...ONE, value: { kind: 'scalar', value, settings } };
  }

  #entries(pairs: readonly Pair<Node, Node | null>[], path: Path) {
    const merged = new Map<string, LocatedEntry>();
    const own = new Map<string, LocatedEntry>();
    const offsets = new Map<string, number>();
    const parts: Sized[] = [];
    for (const { key, value } of pairs) {
      const name = this.#key(key, path, offsets);
      if (name === undefined) continue;
      const position = this.#at(offsetOf(key));
      const empty = { kind: 'scalar', value: null, settings: [position] } as const;
      // Nothing after the colon has no place of its own.
      const located = isWritten(value)
        ? this.locate(value, [...path, name])
        : { ...ONE, value: empty };
      if (!located) continue;
      parts.push(located);
      if (name !== MERGE) own.set(name, { key: position, value: located.value });
      else this.#merge(located.value, offsetOf(value ?? key), merged);
    }
    for (const [name, entry] of own) {
      const beneath = merged.get(name);
      merged.set(name, beneath ? { ...entry, value: cover(beneath.value, entry.value) } : entry);
    }
    return { entries: merged, ...measure(parts) };
  }

  /** The text of a key, or nothing when it can't be one. */
  #key(key: Node, path: Path, offsets: Map<string, number>): string | undefined {
    const offset = offsetOf(key);
    const name = isScalar(key) ? keyText(key) : undefined;
    if (!name) return this.#refuse({ ...NO_TEXT, offset });
    const first = offsets.get(name);
    if (first !== undefined) return this.#refuse(repeated(name, offset, this.#at(first).line));
    offsets.set(name, offset);
    if (FORBIDDEN_KEYS.has(name)) {
      this.left.push([...path, name]);
      return this.#refuse({ ...forbidden(name), offset });
    }
    return this.#refuseText(name, key) ? undefined : name;
  }

  /** Puts the entries of `<<: *a` or `<<: [*a, *b]` into a map; the earlier of a list wins. */
  #merge(located: Located, offset: number, into: Map<string, LocatedEntry>): void {
    const maps = located.kind === 'list' ? located.items.toReversed() : [located];
    if (maps.some(({ kind }) => kind !== 'map')) this.#refuse({ ...NO_MAPS, offset });
    for (const map of maps) {
      if (map.kind === 'map') for (const [name, entry] of map.entries) into.set(name, entry);
    }
  }

  #alias(alias: Alias, path: Path): Sized | undefined {
    const { source } = alias;
    const offset = offsetOf(alias);
    const target = this.#anchors.get(source);
    if (target === 'open') this.#refuse({ ...ofItself(source), offset });
    else if (!this.#anchors.has(source)) this.#refuse({ ...toNothing(source), offset });
    if (target === undefined || target === 'open') return this.#leaveOut(path);
    const wasWithin = this.#growth <= MAX_GROWTH;
    this.#growth += target.size;
    if (this.#growth > MAX_GROWTH || path.length + target.depth > MAX_DEPTH) {
      if (wasWithin) this.#refuse({ ...bomb(MAX_GROWTH, MAX_DEPTH), offset });
      return this.#leaveOut(path);
    }
    return { ...target, value: { ...target.value, settings: [this.#at(offset)] } };
  }

  #refuseScalar(value: Scalar, node: Node): boolean {
    if (typeof value === 'string') return this.#refuseText(value, node);
    const isOther = typeof value === 'number' && isScalar(node) && node.source !== String(value);
    if (isOther) this.#refuse({ ...OTHER_NUMBER, offset: offsetOf(node) });
    return isOther;
  }

  #refuseText(text: string, node: Node): boolean {
    const wrong = wrongCharacter(text);
    if (!wrong) return false;
    const [from, to] = node.range ?? [0, 0];
    const written = this.#text.slice(from, to).indexOf(wrong.character);
    this.#refuse({ ...wrong.finding, offset: from + Math.max(written, 0) });
    return true;
  }

  #refuse(finding: YamlFinding): undefined {
    this.findings.push(finding);
  }

  #leaveOut(path: Path): undefined {
    this.left.push(path);
  }
}

const ONE = { size: 1, depth: 1 } as const;

function measure(parts: readonly Sized[]): Pick<Sized, 'size' | 'depth'> {
  const total = { size: 1, depth: 0 };
  for (const { size, depth } of parts) {
    total.size += size;
    total.depth = Math.max(total.depth, depth);
  }
  return { size: total.size, depth: total.depth + 1 };
}

const MERGE = '<<';

const offsetOf = (node: Node): number => node.range?.[0] ?? 0;

function isWritten(value: Node | null): value is Node {
  if (!value) return false;
  const [from, to] = value.range ?? [0, 0];
  return !isScalar(value) || to > from || value.anchor !== undefined;
}

/** A number or `true` as a key is the text that was written. */
function keyText({ value, source }: { value: unknown; source?: string }): string | undefined {
  if (value === null) return undefined;
  return typeof value === 'string' ? value : (source ?? String(value));
}
