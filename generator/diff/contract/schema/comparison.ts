import type { Difference } from './difference.ts';
import type { Schema } from './json-schema.ts';

/** What a keyword's comparison can ask for. */
export interface Comparison {
  /** Compares two subschemas, which may be anything. */
  readonly compare: (before: unknown, after: unknown) => readonly Difference[];
  readonly isSame: (before: unknown, after: unknown) => boolean;
}

/** Compares what some keywords of two schemas allow. */
export interface KeywordRow {
  readonly keywords: readonly string[];
  readonly compare: (
    before: Schema,
    after: Schema,
    comparison: Comparison,
  ) => readonly Difference[];
}

/** Both differ in a way that nobody here understands, which counts as the worst. */
export const cannotCompare = (
  keyword: string | undefined,
  before: unknown,
  after: unknown,
): Difference => ({
  kind: 'schema-changed',
  effect: 'either',
  path: [],
  ...(keyword !== undefined && { keyword }),
  before,
  after,
});
