import { type Located, type LocatedMap, merge, type Path, withoutNulls } from './located.ts';

/** What `extends` never hands on: a new environment must name its own account and its own images. */
const NEVER_INHERITED: readonly string[][] = [['account'], ['services', '*', 'image']];

/** Puts the files over one another: defaults, then what `extends` names, then the environment's own. */
export function stackLayers(layers: {
  readonly defaults: LocatedMap;
  readonly extended?: LocatedMap | undefined;
  readonly own: LocatedMap;
}): LocatedMap {
  const { defaults, extended, own } = layers;
  const inherited = extended
    ? (merge(defaults, without(extended, NEVER_INHERITED)) as LocatedMap)
    : defaults;
  return merge(inherited, own) as LocatedMap;
}

/** What the layers come to: `serviceDefaults` under every service, and no `null` left. */
export function settleLayers(stacked: LocatedMap): LocatedMap {
  return withoutNulls(underEachService(stacked)) as LocatedMap;
}

/**
 * Puts `serviceDefaults` under every service. It comes after all layers, so that what is said of one
 * service beats what is said of all, even when the general word stands in a later layer.
 */
export function underEachService(root: LocatedMap): LocatedMap {
  const entries = new Map(root.entries);
  const defaults = entries.get('serviceDefaults')?.value;
  const services = entries.get('services');
  entries.delete('serviceDefaults');
  entries.delete('extends');
  if (defaults?.kind !== 'map' || services?.value.kind !== 'map') return { ...root, entries };
  const filled = [...services.value.entries].map(([name, { key, value }]) => {
    const removed = value.kind === 'scalar' && value.value === null;
    const settled = value.kind === 'map' ? merge(defaults, value) : value;
    return [name, { key, value: removed ? value : settled }] as const;
  });
  const value: Located = { ...services.value, entries: new Map(filled) };
  return { ...root, entries: entries.set('services', { ...services, value }) };
}

function without(node: LocatedMap, paths: readonly Path[]): LocatedMap {
  const entries = new Map(node.entries);
  for (const [name, entry] of node.entries) {
    const matching = paths.filter(([step]) => step === name || step === '*');
    const deeper = matching.map((path) => path.slice(1)).filter((path) => path.length > 0);
    if (deeper.length < matching.length) entries.delete(name);
    else if (deeper.length > 0 && entry.value.kind === 'map') {
      entries.set(name, { ...entry, value: without(entry.value, deeper) });
    }
  }
  return { ...node, entries };
}
