import { areDistinct } from './alternatives.ts';
import type { Comparison } from './comparison.ts';
import { type Difference, narrows, widens } from './difference.ts';
import type { Schema } from './json-schema.ts';
import { possibleTypes } from './types.ts';

/**
 * Compares two unions: each alternative with the same one of the other side, or else the one that
 * is most like it, and what is left over with all.
 */
export function compareUnions(
  before: readonly Schema[],
  after: readonly Schema[],
  { compare, isSame }: Comparison,
): readonly Difference[] {
  const equal = pairUp(before, after, isSame);
  const alike = pairUp(equal.before, equal.after, isAlike);
  const lost = alike.before.filter((old) => !after.some((one) => !compare(old, one).some(narrows)));
  const gained = alike.after.filter(
    (one) => !before.some((old) => !compare(old, one).some(widens)),
  );
  return [
    ...[...equal.pairs, ...alike.pairs].flatMap(([old, one]) => compare(old, one)),
    ...leftOver({ before, after, lost, gained }),
  ];
}

/** Takes each of one side with the first of the other that fits and is not taken yet. */
function pairUp(
  before: readonly Schema[],
  after: readonly Schema[],
  fits: (old: Schema, one: Schema) => boolean,
) {
  const free = [...after];
  const pairs: (readonly [Schema, Schema])[] = [];
  const left = before.filter((old) => {
    const place = free.findIndex((one) => fits(old, one));
    const [taken] = place < 0 ? [] : free.splice(place, 1);
    if (taken) pairs.push([old, taken]);
    return !taken;
  });
  return { pairs, before: left, after: free };
}

const isAlike = (old: Schema, one: Schema): boolean =>
  coarseTypes(old) === coarseTypes(one) && !areDistinct(old, one);

const coarseTypes = (schema: Schema): string =>
  possibleTypes(schema)
    .map((type) => (type === 'integer' ? 'number' : type))
    .sort()
    .join();

interface LeftOver {
  readonly before: readonly Schema[];
  readonly after: readonly Schema[];
  readonly lost: readonly Schema[];
  readonly gained: readonly Schema[];
}

/** An alternative that takes a type with it, or brings one, is told as that. */
function leftOver({ before, after, lost, gained }: LeftOver): Difference[] {
  const [old, current] = [typesOf(before), typesOf(after)];
  const [fewer, removed] = cut(lost, current);
  const [more, added] = cut(gained, old);
  const types = { path: [], before: old, after: current };
  return [
    ...(fewer.length > 0 ? [{ kind: 'type-narrowed', effect: 'narrower', ...types } as const] : []),
    ...(more.length > 0 ? [{ kind: 'type-widened', effect: 'wider', ...types } as const] : []),
    ...removed.map(
      (one): Difference => ({
        kind: 'alternative-removed',
        effect: 'narrower',
        path: [],
        before: one,
      }),
    ),
    ...added.map(
      (one): Difference => ({ kind: 'alternative-added', effect: 'wider', path: [], after: one }),
    ),
  ];
}

const typesOf = (alternatives: readonly Schema[]): string[] => [
  ...new Set(alternatives.flatMap(possibleTypes)),
];

/** Those with a type that is not among the given ones, and the others. */
function cut(alternatives: readonly Schema[], types: readonly string[]): [Schema[], Schema[]] {
  const isOther = (one: Schema) => possibleTypes(one).some((type) => !types.includes(type));
  return [alternatives.filter(isOther), alternatives.filter((one) => !isOther(one))];
}
