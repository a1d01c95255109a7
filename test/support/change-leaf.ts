import type { Path } from '../../generator/config/located.ts';
import { childrenOf } from '../../generator/render/canonical-json.ts';
import { isMap } from '../../generator/render/plain-values.ts';

/** The paths of all values that hold no others. */
export function leavesOf(value: unknown, path: Path = []): Path[] {
  const children = childrenOf(value);
  if (children.length === 0) return [path];
  return children.flatMap(([step, child]) => leavesOf(child, [...path, step]));
}

/** A copy with another value of the same type at a path. */
export function changedAt(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return another(value);
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === step ? changedAt(item, rest) : item));
  }
  if (!isMap(value)) return value;
  return { ...value, [step]: changedAt(value[step], rest) };
}

function another(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  return Array.isArray(value) ? ['1'] : `${value}1`;
}
