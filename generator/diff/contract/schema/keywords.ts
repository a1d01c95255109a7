import { compareArrays } from './arrays.ts';
import { type Comparison, cannotCompare, type KeywordRow } from './comparison.ts';
import type { Difference } from './difference.ts';
import { rulesOf, type Schema } from './json-schema.ts';
import { atomRows, countRows } from './limits.ts';
import { compareObjects } from './objects.ts';
import { rangeRows } from './ranges.ts';
import { compareConstants } from './types.ts';

/** A value has to fit all of these, so each is held against its like. */
const compareAll: KeywordRow['compare'] = ({ allOf: before }, { allOf: after }, comparison) => {
  const isPair = Array.isArray(before) && Array.isArray(after) && before.length === after.length;
  return isPair
    ? before.flatMap((old, place) => comparison.compare(old, after[place]))
    : unlessSame('allOf', before, after, comparison);
};

/** Beside other keywords. A schema that is nothing but a union is compared by its alternatives already. */
const compareAny: KeywordRow['compare'] = (before, after, comparison) => {
  const [old, current] = [before.anyOf, after.anyOf];
  const isBeside = rulesOf(before).length > 1 || rulesOf(after).length > 1;
  return isBeside && Array.isArray(old) && Array.isArray(current)
    ? comparison.compare({ anyOf: old }, { anyOf: current })
    : unlessSame('anyOf', old, current, comparison);
};

/** Keywords that can be compared by what they allow (JSON Schema 2020-12). Types come before all of them. */
const ROWS: readonly KeywordRow[] = [
  { keywords: ['const', 'enum'], compare: compareConstants },
  ...rangeRows,
  ...countRows,
  ...atomRows,
  { keywords: ['properties', 'required', 'additionalProperties'], compare: compareObjects },
  { keywords: ['items', 'prefixItems'], compare: compareArrays },
  { keywords: ['allOf'], compare: compareAll },
  { keywords: ['anyOf'], compare: compareAny },
];

const KNOWN = new Set(['type', ...ROWS.flatMap(({ keywords }) => keywords)]);

export function compareKeywords(
  before: Schema,
  after: Schema,
  comparison: Comparison,
): readonly Difference[] {
  const present = new Set([...rulesOf(before), ...rulesOf(after)]);
  const rows = ROWS.filter(({ keywords }) => keywords.some((keyword) => present.has(keyword)));
  const others = [...present].filter((keyword) => !KNOWN.has(keyword)).sort();
  return [
    ...rows.flatMap((row) => row.compare(before, after, comparison)),
    ...others.flatMap((keyword) =>
      unlessSame(keyword, before[keyword], after[keyword], comparison),
    ),
  ];
}

/** Of all other keywords, and of those that are not in the specification, only sameness can be told. */
const unlessSame = (
  keyword: string,
  before: unknown,
  after: unknown,
  { isSame }: Comparison,
): Difference[] => (isSame(before, after) ? [] : [cannotCompare(keyword, before, after)]);
