import { cannotCompare, type KeywordRow } from './comparison.ts';
import type { Difference } from './difference.ts';
import { sortedText } from './json-schema.ts';

/** Bounds of what is counted. A lower one refuses more when it rises. */
const COUNTS = [
  { keyword: 'minLength', isLower: true, absent: 0 },
  { keyword: 'maxLength', isLower: false, absent: Number.POSITIVE_INFINITY },
  { keyword: 'minItems', isLower: true, absent: 0 },
  { keyword: 'maxItems', isLower: false, absent: Number.POSITIVE_INFINITY },
  { keyword: 'minProperties', isLower: true, absent: 0 },
  { keyword: 'maxProperties', isLower: false, absent: Number.POSITIVE_INFINITY },
] as const;

export const countRows: readonly KeywordRow[] = COUNTS.map(({ keyword, isLower, absent }) => ({
  keywords: [keyword],
  compare: (before, after) => {
    const [old, current] = [before[keyword], after[keyword]];
    if (!isLimit(old) || !isLimit(current)) return unlessEqual(keyword, old, current);
    const [from, to] = [old ?? absent, current ?? absent];
    return from === to ? [] : [moved(keyword, to > from === isLower, old, current)];
  },
}));

/** Rules of whose values one can mostly say only whether they are there and the same. */
const ATOMS = ['pattern', 'format', 'uniqueItems', 'multipleOf'] as const;

export const atomRows: readonly KeywordRow[] = ATOMS.map((keyword) => ({
  keywords: [keyword],
  compare: (before, after) => {
    // `uniqueItems: false` is as if it were not there.
    const [old, current] = [before[keyword] || undefined, after[keyword] || undefined];
    if (sortedText(old) === sortedText(current)) return [];
    if (old === undefined || isMultiple(current, old)) return [moved(keyword, true, old, current)];
    if (current === undefined || isMultiple(old, current)) {
      return [moved(keyword, false, old, current)];
    }
    const values = { keyword, before: old, after: current };
    return [{ kind: 'limit-changed', effect: 'either', path: [], ...values }];
  },
}));

/** Of whole numbers only: of others the remainder is not exact. */
const isMultiple = (one: unknown, of: unknown): boolean =>
  Number.isInteger(one) && Number.isInteger(of) && Number(one) % Number(of) === 0;

export const isLimit = (value: unknown): value is number | undefined =>
  value === undefined || typeof value === 'number';

export const unlessEqual = (keyword: string, before: unknown, after: unknown): Difference[] =>
  sortedText(before) === sortedText(after) ? [] : [cannotCompare(keyword, before, after)];

export const moved = (
  keyword: string,
  isTighter: boolean,
  before: unknown,
  after: unknown,
): Difference => ({
  ...(isTighter
    ? ({ kind: 'limit-tightened', effect: 'narrower' } as const)
    : ({ kind: 'limit-loosened', effect: 'wider' } as const)),
  path: [],
  keyword,
  before,
  after,
});
