import { childrenOf } from '../../render/canonical-json.ts';
import type { Placed } from '../../render/plain-values.ts';

/** The values that a pattern such as `policies.*.PolicyName` names; `*` is every item of a list or map. */
export function valuesAt(value: unknown, pattern: string): Placed[] {
  let found: Placed[] = [{ path: [], value }];
  for (const step of stepsOf(pattern)) {
    // Most members of most tables are not in a given file.
    if (found.length === 0) return found;
    found = found.flatMap((one) => follow(one, step));
  }
  return found;
}

/** The same few patterns are asked of every file. */
const known = new Map<string, readonly string[]>();

function stepsOf(pattern: string): readonly string[] {
  const steps = known.get(pattern) ?? pattern.split('.');
  known.set(pattern, steps);
  return steps;
}

function follow({ path, value }: Placed, step: string): Placed[] {
  if (step === '*') {
    return childrenOf(value).map(([key, child]) => ({ path: [...path, key], value: child }));
  }
  const child = (value as Record<string, unknown> | null | undefined)?.[step];
  return child === undefined ? [] : [{ path: [...path, step], value: child }];
}
