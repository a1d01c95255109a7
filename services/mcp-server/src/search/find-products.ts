import type { Product } from '../catalog/parse-catalog.ts';
import { compareText, type IndexedProduct, type ProductIndex, phraseKey } from './product-index.ts';
import { matchWord } from './word-index.ts';
import { queryWords, wordKey } from './words.ts';

/** More than any sum of words can reach: who types a whole name means that product. */
const EXACT_NAME_SCORE = 1_000_000;

/** All conditions must hold. A blank text is no condition; both price bounds belong to the range. */
export interface Conditions {
  readonly query?: string | undefined;
  readonly category?: string | undefined;
  readonly minPrice?: number | undefined;
  readonly maxPrice?: number | undefined;
  readonly inStockOnly?: boolean | undefined;
  readonly features?: readonly string[] | undefined;
}

/** What fits, best first: by how well it matches, then what is in stock, then by id. */
export function findProducts(index: ProductIndex, conditions: Conditions): Product[] {
  const fits = productFilter(conditions);
  const scores = scoreQuery(index, conditions.query);
  return index.products
    .flatMap((indexed, document) => {
      const score = scores ? scores.get(document) : 0;
      return score !== undefined && fits(indexed) ? [{ score, product: indexed.product }] : [];
    })
    .sort(
      (one, other) =>
        other.score - one.score ||
        Number(other.product.in_stock) - Number(one.product.in_stock) ||
        compareText(one.product.id, other.product.id),
    )
    .map(({ product }) => product);
}

/** The catalog's own name of a category, in whatever case or number it was asked for. */
export function findCategory(
  index: Pick<ProductIndex, 'categories'>,
  category: string,
): string | undefined {
  const key = phraseKey(category);
  return index.categories.find((name) => phraseKey(name) === key);
}

function productFilter(conditions: Conditions): (indexed: IndexedProduct) => boolean {
  const { minPrice = 0, maxPrice = Number.POSITIVE_INFINITY, inStockOnly = false } = conditions;
  const categoryKey = conditions.category?.trim() ? phraseKey(conditions.category) : undefined;
  const wanted = (conditions.features ?? []).map((feature) => queryWords(feature).map(wordKey));
  return ({ product, ...indexed }) =>
    product.price >= minPrice &&
    product.price <= maxPrice &&
    (product.in_stock || !inStockOnly) &&
    (categoryKey === undefined || indexed.categoryKey === categoryKey) &&
    wanted.every((keys) => indexed.featureKeys.some((feature) => holdsAll(feature, keys)));
}

/** A feature that says nothing to look for ("the") is held by none. */
function holdsAll(feature: ReadonlySet<string>, keys: readonly string[]): boolean {
  return keys.length > 0 && keys.every((key) => feature.has(key));
}

/**
 * Documents that hold every word of the query, with their scores. A query of stop words alone
 * finds only a product of exactly that name.
 *
 * @returns undefined for a blank query, which every product fits
 */
function scoreQuery(index: ProductIndex, query = ''): ReadonlyMap<number, number> | undefined {
  if (query.trim() === '') return undefined;
  const [first, ...others] = queryWords(query).map((word) => matchWord(index.words, word));
  const scores = new Map(first);
  for (const matches of others) {
    for (const [document, score] of scores) {
      const more = matches.get(document);
      if (more === undefined) scores.delete(document);
      else scores.set(document, score + more);
    }
  }
  const nameKey = phraseKey(query);
  for (const [document, indexed] of index.products.entries()) {
    if (indexed.nameKey === nameKey) scores.set(document, EXACT_NAME_SCORE);
  }
  return scores;
}
