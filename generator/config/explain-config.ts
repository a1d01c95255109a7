import type { Position } from '../diagnostics.ts';
import type { LoadedConfig } from './loaded-config.ts';
import { dotted, type Located, type Path, toPlain } from './located.ts';
import { hideSecrets, type IsSecret } from './secret-names.ts';

/** A value that something later replaced, and where it stands. */
export interface Overridden extends Position {
  readonly value: unknown;
}

/** Where a value was set, and what it replaced, the newest first. A list counts as one value. */
export interface ExplainedValue extends Overridden {
  readonly path: string;
  readonly overrode: readonly Overridden[];
}

export interface Explanation {
  /** Every value of the resolved config, sorted by path. */
  readonly values: readonly ExplainedValue[];
  /** What a `null` took away; its value is `null`. */
  readonly removed: readonly ExplainedValue[];
}

/** Tells of every value of an environment which layer set it. Secrets are hidden. */
export function explainConfig({ layered, config }: LoadedConfig, isSecret: IsSecret): Explanation {
  const explained = collect(layered, [], []);
  const isResolved = ({ path }: Leaf) => stepsInto(config, path) !== undefined;
  const explain = (leaf: Leaf) => describe(leaf, isSecret);
  const values = explained.leaves.filter(isResolved).map(explain).sort(byPath);
  const removed = explained.removed.map(explain).filter(({ overrode }) => overrode.length > 0);
  return { values, removed: removed.sort(byPath) };
}

interface Leaf {
  readonly path: Path;
  /** The value, and before it what it replaced, the newest first. */
  readonly history: readonly Located[];
}

interface Collected {
  readonly leaves: readonly Leaf[];
  readonly removed: readonly Leaf[];
}

/** @param beneath what stood at the path under the value itself, the newest first */
function collect(node: Located, path: Path, beneath: readonly Located[]): Collected {
  const history = [...chainOf(node), ...beneath];
  if (node.kind !== 'map' || node.entries.size + (node.removed?.size ?? 0) === 0) {
    return { leaves: [{ path, history }], removed: [] };
  }
  const inner = [...node.entries].map(([step, { value }]) =>
    collect(value, [...path, step], olderAt(history.slice(1), step)),
  );
  const removed = [...(node.removed ?? [])].map(([step, { value }]) => ({
    path: [...path, step],
    history: [...chainOf(value), ...olderAt(history.slice(1), step)],
  }));
  return {
    leaves: inner.flatMap(({ leaves }) => leaves),
    removed: [...removed, ...inner.flatMap((one) => one.removed)],
  };
}

const chainOf = (node: Located): Located[] =>
  node.earlier ? [node, ...chainOf(node.earlier)] : [node];

/** What older values of a map held under a key. A `null` held nothing, and took away what was older. */
function olderAt(older: readonly Located[], step: string): Located[] {
  return older.flatMap((node) => {
    if (node.kind === 'scalar' && node.value === null) return [node];
    const entry = node.kind === 'map' ? node.entries.get(step) : undefined;
    return entry ? chainOf(entry.value) : [];
  });
}

function describe({ path, history }: Leaf, isSecret: IsSecret): ExplainedValue {
  const [current, ...overrode] = history.flatMap((node) => {
    const position = node.settings.at(-1);
    const value = hideSecrets(toPlain(node), isSecret, String(path.at(-1)));
    return position ? [{ value, ...position }] : [];
  });
  if (!current) throw new Error(`nothing has set ${dotted(path)}`);
  return { path: dotted(path), ...current, overrode };
}

function stepsInto(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) => (inner as Record<string, unknown> | undefined)?.[String(step)],
    value,
  );
}

const byPath = (a: ExplainedValue, b: ExplainedValue) => (a.path < b.path ? -1 : 1);
