import type { Path } from '../config/located.ts';

/** JSON in two-space indentation, keys in the order given, with a final line break. */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The path of the value that each line of {@link canonicalJson} shows, in order. */
export function pathsByLine(value: unknown, path: Path = []): Path[] {
  const children = childrenOf(value);
  if (children.length === 0) return [path];
  const inner = children.flatMap(([step, child]) => pathsByLine(child, [...path, step]));
  return [path, ...inner, path];
}

/** The items of a list or the entries of a map, each with its step. */
export function childrenOf(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return value.map((item, index) => [index, item]);
  return value !== null && typeof value === 'object' ? Object.entries(value) : [];
}
