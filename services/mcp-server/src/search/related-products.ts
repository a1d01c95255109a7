import type { Product } from '../catalog/parse-catalog.ts';
import { findProducts } from './find-products.ts';
import { compareText, type IndexedProduct, type ProductIndex } from './product-index.ts';

/** Products of the same category, those with most words in common first, then the nearest in price. */
export function findSimilar(index: ProductIndex, id: string, limit: number): Product[] {
  const of = index.products.find(({ product }) => product.id === id);
  if (!of) return [];
  const ofKeys = new Set(keysOf(of));
  return index.products
    .filter((other) => other !== of && other.categoryKey === of.categoryKey)
    .map((other) => ({
      product: other.product,
      shared: keysOf(other).filter((key) => ofKeys.has(key)).length,
      distance: Math.abs(other.product.price - of.product.price),
    }))
    .sort(
      (one, other) =>
        other.shared - one.shared ||
        one.distance - other.distance ||
        compareText(one.product.id, other.product.id),
    )
    .slice(0, limit)
    .map(({ product }) => product);
}

/**
 * What an unknown id may have meant: the same number written differently ("P1" for "P001"), or a
 * product's name in place of its id.
 */
export function findNear(index: ProductIndex, unknownId: string, limit: number): Product[] {
  const wanted = idPartsOf(unknownId);
  const sameNumber = index.products
    .filter(({ product }) => {
      const { letters, number } = idPartsOf(product.id);
      return number === wanted.number && (wanted.letters === '' || letters === wanted.letters);
    })
    .map(({ product }) => product);
  return [...new Set([...sameNumber, ...findProducts(index, { query: unknownId })])].slice(
    0,
    limit,
  );
}

/** The number of an id without one is NaN, which equals nothing. */
function idPartsOf(id: string): { letters: string; number: number } {
  const [, letters = '', digits = ''] = /^(.*?)(\d*)$/.exec(id.trim().toLowerCase()) ?? [];
  return { letters: letters.replace(/[^a-z]/g, ''), number: Number.parseInt(digits, 10) };
}

function keysOf({ nameKey, featureKeys }: IndexedProduct): string[] {
  return [...new Set([...nameKey.split(' '), ...featureKeys.flatMap((keys) => [...keys])])];
}
