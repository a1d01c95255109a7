import { inOneOrder } from '../../diff/services/canonical-input.ts';
import { isMap } from '../../render/plain-values.ts';

/**
 * A value of an API such that what means the same reads the same: members in one order, sets too,
 * without what is empty or not there.
 */
export const plainInput = (value: unknown): unknown =>
  inOneOrder(withoutEmpty(value), (leaf) => leaf);

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (value instanceof Date) return value.toISOString();
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, withoutEmpty(inner)] as const)
      .filter(([, inner]) => !isEmpty(inner))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (isMap(value) && Object.keys(value).length === 0);

/**
 * What AWS tells, as far as the other side names it: members that AWS fills in or adds are left out.
 * Items of a list are held against the members that any item names.
 */
export function namedOnly(named: unknown, live: unknown): unknown {
  if (Array.isArray(named) && Array.isArray(live)) {
    if (named.length === 0) return live;
    const all = Object.assign({}, ...named.filter(isMap));
    return live.map((item) => (isMap(item) ? namedOnly(all, item) : item));
  }
  if (!isMap(named) || !isMap(live)) return live;
  return Object.fromEntries(
    Object.keys(named).map((key) => [key, namedOnly(named[key], live[key])]),
  );
}
