import type { Position } from '../diagnostics.ts';

export type Scalar = string | number | boolean | null;
export type Path = readonly (string | number)[];

/** A path as people write it: `services.web.cpu`. */
export const dotted = (path: Path): string => path.join('.');

/**
 * A YAML value that knows where it stands. `settings` lists every position that set it, the oldest
 * layer first; the last one won.
 */
export type Located = LocatedScalar | LocatedList | LocatedMap;

interface Settings {
  readonly settings: readonly Position[];
  /** What this value replaced, with what that had replaced, and so on. */
  readonly earlier?: Located;
}
export interface LocatedScalar extends Settings {
  readonly kind: 'scalar';
  readonly value: Scalar;
}
export interface LocatedList extends Settings {
  readonly kind: 'list';
  readonly items: readonly Located[];
}
export interface LocatedMap extends Settings {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, LocatedEntry>;
  /** Entries that a `null` took away. */
  readonly removed?: ReadonlyMap<string, LocatedEntry>;
}
export interface LocatedEntry {
  readonly key: Position;
  readonly value: Located;
}

/** Maps merge, lists and scalars replace. A `null` stays until {@link withoutNulls}, so that it can remove what a later step adds. */
export function merge(base: Located, over: Located): Located {
  if (base.kind !== 'map' || over.kind !== 'map') return cover(base, over);
  const entries = new Map(base.entries);
  for (const [name, entry] of over.entries) {
    const beneath = entries.get(name);
    entries.set(name, beneath ? { ...entry, value: merge(beneath.value, entry.value) } : entry);
  }
  const settings = [...base.settings, ...over.settings];
  const earlier = base.earlier && over.earlier && cover(base.earlier, over.earlier);
  return { ...base, ...over, entries, settings, ...(earlier && { earlier }) };
}

/** The upper value, which remembers what it replaced. */
export function cover(base: Located, over: Located): Located {
  const settings = [...base.settings, ...over.settings];
  return { ...over, settings, earlier: over.earlier ? cover(base, over.earlier) : base };
}

/** The same without the entries that are `null`; each map knows which it lost. */
export function withoutNulls(node: Located): Located {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'list') {
    const items = node.items.map(withoutNulls);
    return items.some((item, index) => item !== node.items[index]) ? { ...node, items } : node;
  }
  // Most maps lose nothing; they are shared by all environments and must not be copied for each.
  const changed = new Map<string, LocatedEntry>();
  const removed = new Map<string, LocatedEntry>();
  for (const [name, entry] of node.entries) {
    const value = withoutNulls(entry.value);
    if (isNull(value)) removed.set(name, entry);
    else if (value !== entry.value) changed.set(name, { ...entry, value });
  }
  if (changed.size === 0 && removed.size === 0) return node;
  const kept = [...node.entries].filter(([name]) => !removed.has(name));
  const entries = new Map(kept.map(([name, entry]) => [name, changed.get(name) ?? entry]));
  return { ...node, entries, ...(removed.size > 0 && { removed }) };
}

const isNull = (node: Located): boolean => node.kind === 'scalar' && node.value === null;

/** The same value without positions. */
export function toPlain(node: Located): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toPlain);
  return Object.fromEntries([...node.entries].map(([name, { value }]) => [name, toPlain(value)]));
}

export function childAt(node: Located | undefined, step: string | number): Located | undefined {
  if (node?.kind === 'map') return node.entries.get(String(step))?.value;
  if (node?.kind === 'list') return node.items[Number(step)];
  return undefined;
}

export function nodeAt(node: Located, path: Path): Located | undefined {
  return path.reduce<Located | undefined>(childAt, node);
}

/** The position that decided about a path: its last setting, or that of the nearest parent that exists. */
export function positionAt(node: Located, path: Path): Position | undefined {
  for (let length = path.length; length >= 0; length--) {
    const found = nodeAt(node, path.slice(0, length))?.settings.at(-1);
    if (found) return found;
  }
  return undefined;
}

/** Where a `null` stands that took away a path or one of its parents. */
export function removalAt(node: Located, path: Path): Position | undefined {
  const [step, ...rest] = path;
  if (step === undefined || node.kind === 'scalar') return undefined;
  const removed = node.kind === 'map' ? node.removed?.get(String(step)) : undefined;
  const child = childAt(node, step);
  return removed?.value.settings.at(-1) ?? (child && removalAt(child, rest));
}

/** Where the key itself stands: what an unknown or misplaced key is told with. */
export function keyPositionAt(node: Located, path: Path): Position | undefined {
  const parent = nodeAt(node, path.slice(0, -1));
  const entry = parent?.kind === 'map' ? parent.entries.get(String(path.at(-1))) : undefined;
  return entry?.key ?? positionAt(node, path);
}

/** A copy without what stands at some paths; where nothing does, without the nearest parent. */
export function withoutPaths<Node extends Located>(
  node: Node,
  paths: readonly Path[],
): Node | undefined {
  if (paths.length === 0) return node;
  if (paths.some(({ length }) => length === 0)) return undefined;
  const inner = Map.groupBy(paths, ([step]) => String(step));
  const isGone = [...inner.keys()].some((step) => childAt(node, step) === undefined);
  if (isGone) return undefined;
  const kept = (step: string, child: Located) =>
    withoutPaths(
      child,
      (inner.get(step) ?? []).map((path) => path.slice(1)),
    );
  if (node.kind === 'list') {
    return { ...node, items: node.items.flatMap((item, index) => kept(`${index}`, item) ?? []) };
  }
  if (node.kind !== 'map') return node;
  const entries = [...node.entries].flatMap(([step, entry]): [string, LocatedEntry][] => {
    const value = inner.has(step) ? kept(step, entry.value) : entry.value;
    return value ? [[step, value === entry.value ? entry : { ...entry, value }]] : [];
  });
  return { ...node, entries: new Map(entries) };
}
