import fc, { type Arbitrary } from 'fast-check';
import { allowedBranch } from '../support/random-config.ts';
import { oddKey, oddValue } from './odd-values.ts';

/** One change of a config's values. `at` chooses the place; it counts round when there are fewer. */
export type Mutation =
  | { readonly kind: 'drop'; readonly at: number }
  | { readonly kind: 'replace'; readonly at: number; readonly value: unknown }
  | { readonly kind: 'rename'; readonly at: number; readonly key: string }
  | { readonly kind: 'misspell'; readonly at: number }
  | { readonly kind: 'add'; readonly at: number; readonly key: string; readonly value: unknown }
  | { readonly kind: 'copy'; readonly at: number; readonly from: number }
  | { readonly kind: 'overlay'; readonly value: unknown };

const at = fc.nat(10_000);

export const mutation: Arbitrary<Mutation> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('drop' as const), at }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('replace' as const), at, value: oddValue }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename' as const), at, key: oddKey }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('misspell' as const), at }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('add' as const), at, key: oddKey, value: oddValue }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('copy' as const), at, from: at }) },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('overlay' as const), value: allowedBranch }),
  },
);

type Container = Record<string, unknown> | unknown[];
interface Place {
  readonly parent: Container;
  readonly key: string;
}

const isContainer = (value: unknown): value is Container =>
  typeof value === 'object' && value !== null;

/** Every key and item below a value. */
function placesOf(value: unknown): Place[] {
  if (!isContainer(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    { parent: value, key },
    ...placesOf(child),
  ]);
}

const pick = <Item>(items: readonly Item[], index: number): Item | undefined =>
  items[items.length === 0 ? 0 : index % items.length];

const get = ({ parent, key }: Place): unknown => Reflect.get(parent, key);

/** Also for `__proto__`, which assignment would not make a key. A list takes other names as one more item. */
function set(parent: Container, key: string, value: unknown): void {
  if (Array.isArray(parent)) {
    parent.splice(/^\d+$/.test(key) ? Number(key) : parent.length, 1, value);
    return;
  }
  Object.defineProperty(parent, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function drop({ parent, key }: Place): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else Reflect.deleteProperty(parent, key);
}

/** A changed copy. */
export function mutate(config: unknown, mutations: readonly Mutation[]): unknown {
  return mutations.reduce((current, one) => apply(structuredClone(current), one), config);
}

function apply(config: unknown, one: Mutation): unknown {
  if (one.kind === 'overlay') return laidOver(config, one.value);
  const places = placesOf(config);
  const place = pick(places, one.at);
  if (!place) return one.kind === 'replace' ? one.value : config;
  const value = get(place);
  if (one.kind === 'drop') drop(place);
  if (one.kind === 'replace') set(place.parent, place.key, one.value);
  if (one.kind === 'add') set(isContainer(value) ? value : place.parent, one.key, one.value);
  if (one.kind === 'copy') {
    const from = pick(places, one.from);
    if (from) set(place.parent, place.key, structuredClone(get(from)));
  }
  if (one.kind === 'rename' || one.kind === 'misspell') {
    drop(place);
    set(place.parent, one.kind === 'rename' ? one.key : misspelt(place.key), value);
  }
  return config;
}

const misspelt = (key: string) => key.slice(0, -2) + (key.at(-1) ?? '') + (key.at(-2) ?? 'x');

function laidOver(base: unknown, over: unknown): unknown {
  if (!isContainer(base) || !isContainer(over) || Array.isArray(base) || Array.isArray(over)) {
    return over;
  }
  const result = { ...base };
  for (const [key, value] of Object.entries(over)) set(result, key, laidOver(base[key], value));
  return result;
}
