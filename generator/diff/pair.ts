import type { WiredService } from '../wiring/wired-service.ts';
import type { Wiring } from '../wiring/wiring.ts';

/** One environment before and after a change. */
export interface Pair {
  readonly environment: string;
  readonly before: Wiring;
  readonly after: Wiring;
}

/** A thing on one side or on both. */
export interface Match<Value> {
  readonly key: string;
  readonly before?: Value;
  readonly after?: Value;
}

/** Puts together what has the same key, sorted by key; so order means nothing. */
export function matchBy<Value>(
  before: readonly Value[],
  after: readonly Value[],
  keyOf: (value: Value) => string,
): Match<Value>[] {
  const index = (values: readonly Value[]) => new Map(values.map((one) => [keyOf(one), one]));
  const [old, now] = [index(before), index(after)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().map((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    return {
      key,
      ...(was !== undefined && { before: was }),
      ...(is !== undefined && { after: is }),
    };
  });
}

/** The services of both sides, by name. */
export const matchServices = ({ before, after }: Pair): Match<WiredService>[] =>
  matchBy(before.services, after.services, ({ name }) => name);
