import type { Product } from './find-earlier.ts';
import type { Wanted } from './question.ts';
import type { Purpose } from './task.ts';
import type { Written } from './write-lists.ts';

/** What the answers so far were about, worked out anew from the messages for every request. */
export interface Memory {
  /** The last list that was shown: "the second one" counts here. */
  readonly list: readonly Product[];
  /** Every product of the last answer: "those". */
  readonly named: readonly Product[];
  /** The one product that the last answer was about. */
  readonly it?: Product;
  /** What the last search looked for: "and under $50?" adds to it. */
  readonly wanted?: Wanted;
  /** What the last answer found and did not list: "show me more". */
  readonly held: readonly Product[];
  /** What was asked about single products, when the last answer was about such. */
  readonly purpose?: Purpose;
  /** Where a search that was too long goes on. */
  readonly nextOffset?: number;
}

export const EMPTY_MEMORY: Memory = { list: [], named: [], held: [] };

/** Why "those" points at nothing. */
export function nothingListed({ wanted, list }: Memory): string {
  if (wanted || list.length > 0) return 'My last answer listed no products to go on with.';
  return 'I have not listed any products yet in this conversation. Ask for some first, for example "What laptops do you have?".';
}

/** After an answer about some products. A single one leaves the list before it countable. */
export function rememberProducts(
  memory: Memory,
  products: readonly Product[],
  purpose?: Purpose,
): Memory {
  const { it: _, nextOffset: __, purpose: ___, ...kept } = memory;
  const isList = products.length > 1 || (products.length === 1 && memory.list.length < 2);
  const list = isList ? products : memory.list;
  return {
    ...kept,
    list,
    named: products,
    held: [],
    ...single(products),
    ...(purpose && { purpose }),
  };
}

/** After the answer to a search, whose list replaces every earlier one. */
export function rememberSearch(
  wanted: Wanted,
  { shown, held }: Pick<Written, 'shown' | 'held'>,
  nextOffset?: number,
): Memory {
  const goesOn = nextOffset === undefined ? {} : { nextOffset };
  return { list: shown, named: shown, held, wanted, ...single(shown), ...goesOn };
}

export function single(products: readonly Product[]): Pick<Memory, 'it'> {
  const [only, ...others] = products;
  return only && others.length === 0 ? { it: only } : {};
}
