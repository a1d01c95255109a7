import { alternativesOf, splitByType } from './alternatives.ts';
import { type Comparison, cannotCompare } from './comparison.ts';
import type { Difference } from './difference.ts';
import { asSchema, type Schema, sortedText, withoutDefinitions } from './json-schema.ts';
import { compareKeywords } from './keywords.ts';
import { compareNotes } from './notes.ts';
import { isSameMeaning, resolve } from './references.ts';
import { areApart, compareTypes, possibleTypes } from './types.ts';
import { compareUnions } from './unions.ts';

/** As deep as comparing goes, and as many pairs as it looks at: schemas that refer to themselves have no end. */
const MAX_DEPTH = 60;
const MAX_PAIRS = 5_000;

/**
 * Every difference between two schemas (JSON Schema 2020-12), in an order that does not follow that
 * of their keys. If some value fits one and not the other, a difference says so, with one
 * exception: see `addedProperty` in `objects.ts`.
 */
export function compareSchemas(before: Schema, after: Schema): readonly Difference[] {
  const roots = { before, after };
  /** Pairs that are being compared. Met again inside themselves, they add nothing. */
  const open = new Set<string>();
  let pairs = 0;

  const compare = (one: unknown, other: unknown): readonly Difference[] => {
    const [old, current] = [asSchema(one), asSchema(other)];
    if (!old || !current) return isSame(one, other) ? [] : [cannotCompare(undefined, one, other)];
    pairs += 1;
    if (pairs > MAX_PAIRS || open.size > MAX_DEPTH) return [cannotCompare(undefined, old, current)];
    const pair = sortedText([old, current].map(withoutDefinitions));
    if (open.has(pair)) return [];
    open.add(pair);
    const [left, right] = [resolve(old, before), resolve(current, after)];
    const found = [...compareNotes(left, right), ...compareRules(left, right)];
    open.delete(pair);
    return found;
  };
  const isSame = (one: unknown, other: unknown) => isSameMeaning(one, other, roots);
  const comparison: Comparison = { compare, isSame };

  const compareRules = (old: Schema, current: Schema): readonly Difference[] => {
    const unions = [alternativesOf(old, before), alternativesOf(current, after)] as const;
    if (unions[0] || unions[1]) {
      const [left, right] = [unions[0] ?? splitByType(old), unions[1] ?? splitByType(current)];
      // Constants that were joined, or a union of one, are no union any more.
      const isSingle = left.length === 1 && right.length === 1;
      return isSingle ? compare(left[0], right[0]) : compareUnions(left, right, comparison);
    }
    const types = compareTypes(old, current, comparison);
    const isOther = areApart(possibleTypes(old), possibleTypes(current));
    return isOther ? types : [...types, ...compareKeywords(old, current, comparison)];
  };

  return compare(before, after);
}
