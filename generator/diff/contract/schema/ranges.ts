import type { KeywordRow } from './comparison.ts';
import type { Schema } from './json-schema.ts';
import { isLimit, moved, unlessEqual } from './limits.ts';
import { possibleTypes } from './types.ts';

const RANGES = [
  { inclusive: 'minimum', exclusive: 'exclusiveMinimum', sign: 1 },
  { inclusive: 'maximum', exclusive: 'exclusiveMaximum', sign: -1 },
] as const;
type Range = (typeof RANGES)[number];

export const rangeRows: readonly KeywordRow[] = RANGES.map((range) => ({
  keywords: [range.inclusive, range.exclusive],
  compare: (before, after) => {
    const { inclusive, exclusive } = range;
    const [old, current] = [before, after].map((one) => [one[inclusive], one[exclusive]]);
    if (![old, current].flat().every(isLimit)) return unlessEqual(inclusive, old, current);
    const rise = compareBounds(boundOf(after, range), boundOf(before, range));
    if (rise === 0) return [];
    const used = [inclusive, exclusive].filter((one) => one in before || one in after);
    const [keyword = inclusive] = used;
    // With both keywords in play, a number alone would not say which of them it is.
    const show = (schema: Schema) =>
      used.length === 1 ? schema[keyword] : presentOf(schema, used);
    return [moved(keyword, rise > 0, show(before), show(after))];
  },
}));

const presentOf = (schema: Schema, keywords: readonly string[]) =>
  Object.fromEntries(
    keywords.filter((one) => one in schema).map((keyword) => [keyword, schema[keyword]]),
  );

/** A bound turned so that a greater one refuses more. */
interface Bound {
  readonly value: number;
  readonly isExclusive: boolean;
}

function boundOf(schema: Schema, { inclusive, exclusive, sign }: Range): Bound {
  const isWhole = possibleTypes(schema).every((type) => type === 'integer');
  const read = (keyword: string, isExclusive: boolean): Bound => {
    const written = schema[keyword];
    const value = typeof written === 'number' ? written * sign : Number.NEGATIVE_INFINITY;
    return isWhole ? toWhole({ value, isExclusive }) : { value, isExclusive };
  };
  const [one, other] = [read(inclusive, false), read(exclusive, true)];
  return compareBounds(one, other) >= 0 ? one : other;
}

/** Of whole numbers, more than 0 is at least 1. */
const toWhole = ({ value, isExclusive }: Bound): Bound => ({
  value: isExclusive ? Math.floor(value) + 1 : Math.ceil(value),
  isExclusive: false,
});

function compareBounds(one: Bound, other: Bound): number {
  if (one.value !== other.value) return one.value > other.value ? 1 : -1;
  if (one.value === Number.NEGATIVE_INFINITY) return 0;
  return Number(one.isExclusive) - Number(other.isExclusive);
}
