import { dotted, type Path } from '../config/located.ts';
import { isMap } from '../render/plain-values.ts';
import type { Detail } from './entry.ts';

/** Members by which the items of a list are told apart, in the order in which they are tried. */
export const ITEM_NAMES = ['Key', 'Sid', 'Id', 'Name', 'key', 'name'] as const;

/** The smallest values that differ. Items of lists are told apart by name where they have one. */
export function valueChanges(before: unknown, after: unknown, path: Path = []): Detail[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [old, now] = [entriesOf(before), entriesOf(after)];
  const items = old && now ? undefined : itemChanges(before, after, path);
  if (items) return items;
  if (!old || !now) return [{ path: dotted(path), before, after }];
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  return keys.flatMap((key) => valueChanges(old.get(key), now.get(key), [...path, key]));
}

/** Lists of maps without names: the items that are on one side only, as a pair where there is one of each. */
function itemChanges(before: unknown, after: unknown, path: Path): Detail[] | undefined {
  if (!isListOfMaps(before) || !isListOfMaps(after)) return undefined;
  const [gone, made] = [without(before, after), without(after, before)];
  if (gone.length + made.length === 0) return undefined;
  const item = [...path, '[]'];
  if (gone.length === 1 && made.length === 1) return valueChanges(gone[0], made[0], item);
  return [
    ...gone.map((one) => ({ path: dotted(item), before: one, after: undefined })),
    ...made.map((one) => ({ path: dotted(item), before: undefined, after: one })),
  ];
}

const isListOfMaps = (value: unknown): value is readonly object[] =>
  Array.isArray(value) && value.every(isMap);

function without(list: readonly object[], other: readonly object[]): object[] {
  const known = new Set(other.map((one) => JSON.stringify(one)));
  return list.filter((one) => !known.has(JSON.stringify(one)));
}

/** What a map or a list of named items holds; nothing for what is compared as a whole. */
function entriesOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (isMap(value)) return isReference(value) ? undefined : new Map(Object.entries(value));
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const name = ITEM_NAMES.find((one) => value.every((item) => typeof item?.[one] === 'string'));
  const entries = name && new Map(value.map((item) => [`[${item[name]}]`, item]));
  return entries && entries.size === value.length ? entries : undefined;
}

/** A reference to a resource, and a text that holds one, mean something as a whole only. */
const isReference = (value: object): boolean => {
  const [first, ...more] = Object.keys(value);
  return more.length === 0 && (first === 'Ref' || first === 'Text' || !!first?.startsWith('Fn::'));
};
