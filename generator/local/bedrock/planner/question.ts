export interface Bound {
  /** US dollars. */
  readonly amount: number;
  readonly inclusive: boolean;
}

export interface PriceRange {
  readonly min?: Bound;
  readonly max?: Bound;
}

/** What kind of product: a category of the catalog, words to look for, or both. */
export interface Subject {
  readonly category?: string;
  readonly query?: string;
}

/** The conditions that products must meet, all of them. */
export interface Wanted {
  /** Any of these; none means every product. */
  readonly subjects: readonly Subject[];
  readonly features: readonly string[];
  readonly price: PriceRange;
  readonly stock?: 'in' | 'out';
  /** Words that no product may have. */
  readonly without: readonly string[];
}

export type PriceEnd = 'lowest' | 'highest';

/** Some of the products by price: the cheapest, the second cheapest, the three most expensive. */
export interface Pick {
  readonly end: PriceEnd;
  /** 1 is the cheapest or the most expensive itself. */
  readonly rank: number;
  readonly count: number;
}

export type Ask = 'search' | 'details' | 'stock' | 'compare' | 'similar' | 'more' | 'categories';

/** What a question says, before anything is known about the conversation that it stands in. */
export interface Question {
  readonly ask: Ask;
  readonly wanted: Wanted;
  /** Those of `wanted.features` that were bare adjectives and might as well stand in a name. */
  readonly adjectives: readonly string[];
  readonly ids: readonly string[];
  /** Places in an earlier list, from 0; negative ones count from its end. */
  readonly positions: readonly number[];
  /** What might be the names of products. */
  readonly names: readonly string[];
  readonly pick?: Pick;
  readonly order?: PriceEnd;
  /** How many products the shopper wants to see. */
  readonly limit?: number;
  /** `those` and `it` point at an earlier answer; `they` does when the question has no own subject. */
  readonly points?: 'those' | 'they' | 'it';
  /** Begins like an addition: "and under $50?" */
  readonly continues: boolean;
  /** Speaks of products in general: "anything under $20". */
  readonly generic: boolean;
  /** "anything cheaper?" */
  readonly relative?: PriceEnd;
  readonly countsOnly: boolean;
  /** What the answer has to admit. */
  readonly notes: readonly string[];
}

export const NOTHING_WANTED: Wanted = { subjects: [], features: [], price: {}, without: [] };
