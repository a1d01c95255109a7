import { isMap } from '../../render/plain-values.ts';
import { failed } from '../fail.ts';

/** What each stack tells: output key and value, by the stack's name in this repository. */
export type Outputs = ReadonlyMap<string, ReadonlyMap<string, string>>;

const REFERENCE = /^stack-output:\/\/([^/]+)\/(\w+)$/;

/**
 * A value with every reference to a stack's output replaced by what the stack tells. Copies; what it is
 * given stays as it is.
 *
 * @throws {Failure} `deploy/output` for an output that no stack tells
 */
export function resolveOutputs<Value>(value: Value, outputs: Outputs): Value {
  return replaceReferences(value, (stack, key) => {
    const found = outputs.get(stack)?.get(key);
    if (found !== undefined) return found;
    throw failed(
      'deploy/output',
      `the stack ${stack} has no output ${key}, which a rendered file refers to`,
      'apply stacks first; if that was done, the stack was changed by hand: see `drift`',
    );
  });
}

/** As `resolveOutputs`, for a plan: what is not known yet stays the reference that it is. */
export const resolveKnownOutputs = <Value>(value: Value, outputs: Outputs): Value =>
  replaceReferences(value, (stack, key, reference) => outputs.get(stack)?.get(key) ?? reference);

/** Whether any reference to an output is left in a value. */
export function hasReference(value: unknown): boolean {
  if (typeof value === 'string') return REFERENCE.test(value);
  if (Array.isArray(value)) return value.some(hasReference);
  return isMap(value) && Object.values(value).some(hasReference);
}

function replaceReferences<Value>(
  value: Value,
  replace: (stack: string, key: string, reference: string) => string,
): Value {
  const walk = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(walk);
    if (isMap(one)) {
      return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, walk(inner)]));
    }
    const [, stack, key] = (typeof one === 'string' && REFERENCE.exec(one)) || [];
    return stack && key ? replace(stack, key, String(one)) : one;
  };
  return walk(value) as Value;
}
