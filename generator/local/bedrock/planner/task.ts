import type { Product } from './find-earlier.ts';
import type { Pick, PriceEnd, Wanted } from './question.ts';

/** How a list is to be shown. */
export interface Show {
  readonly pick?: Pick;
  readonly order?: PriceEnd;
  readonly limit?: number;
  readonly countsOnly: boolean;
  readonly notes: readonly string[];
}

/** What is asked about single products. */
export type Purpose = 'details' | 'stock' | 'compare' | 'similar';

/** A question that is understood within its conversation. */
export type Task =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'categories' }
  | {
      readonly kind: 'search';
      readonly wanted: Wanted;
      /** Asked when nothing has the adjectives as features: they may stand in the names. */
      readonly fallback?: Wanted;
      readonly offset: number;
      readonly show: Show;
    }
  | {
      readonly kind: 'narrow';
      readonly products: readonly Product[];
      readonly wanted: Wanted;
      readonly show: Show;
    }
  | {
      readonly kind: 'look-up';
      readonly names: readonly string[];
      readonly ids: readonly string[];
      readonly purpose: Purpose;
      readonly features: readonly string[];
      readonly notes: readonly string[];
    }
  | {
      readonly kind: 'products';
      readonly ids: readonly string[];
      readonly purpose: Purpose;
      readonly features: readonly string[];
      readonly notes: readonly string[];
    };

export function say(text: string): Task {
  return { kind: 'say', text };
}

export type TaskOf<K extends Task['kind']> = Extract<Task, { kind: K }>;
