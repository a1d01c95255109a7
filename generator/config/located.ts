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
}
export interface LocatedEntry {
  readonly key: Position;
  readonly value: Located;
}

/** Maps merge, lists and scalars replace. A `null` stays until {@link withoutNulls}, so that it can remove what a later step adds. */
export function merge(base: Located, over: Located): Located {
  const settings = [...base.settings, ...over.settings];
  if (base.kind !== 'map' || over.kind !== 'map') return { ...over, settings };
  const entries = new Map(base.entries);
  for (const [name, entry] of over.entries) {
    const earlier = entries.get(name);
    entries.set(name, earlier ? { ...entry, value: merge(earlier.value, entry.value) } : entry);
  }
  return { kind: 'map', entries, settings };
}

/** A copy in which no map has an entry that is `null`. */
export function withoutNulls(node: Located): Located {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'list') return { ...node, items: node.items.map(withoutNulls) };
  const kept = [...node.entries]
    .filter(([, { value }]) => value.kind !== 'scalar' || value.value !== null)
    .map(([name, entry]) => [name, { ...entry, value: withoutNulls(entry.value) }] as const);
  return { ...node, entries: new Map(kept) };
}

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

/** Where the key itself stands: what an unknown or misplaced key is told with. */
export function keyPositionAt(node: Located, path: Path): Position | undefined {
  const parent = nodeAt(node, path.slice(0, -1));
  const entry = parent?.kind === 'map' ? parent.entries.get(String(path.at(-1))) : undefined;
  return entry?.key ?? positionAt(node, path);
}

/** A copy without what stands at a path, or without its nearest parent when nothing does. */
export function withoutPath<Node extends Located>(
  node: Node | undefined,
  path: Path,
): Node | undefined {
  const [step, ...rest] = path;
  if (!node || step === undefined || childAt(node, step) === undefined) return undefined;
  const child = withoutPath(childAt(node, step), rest);
  if (node.kind === 'list') {
    const items = node.items.flatMap((item, index) =>
      index === Number(step) ? (child ?? []) : item,
    );
    return { ...node, items };
  }
  if (node.kind !== 'map') return undefined;
  const entries = new Map(node.entries);
  const entry = entries.get(String(step));
  if (entry && child) entries.set(String(step), { ...entry, value: child });
  else entries.delete(String(step));
  return { ...node, entries };
}
