import type { Product } from '../catalog/parse-catalog.ts';
import { buildWordIndex, type WordIndex } from './word-index.ts';
import { queryWords, wordKey, wordsOf } from './words.ts';

/** What a query word is worth by the place where it stands in a product. */
const WEIGHT = { name: 100, id: 100, category: 30, feature: 10 };

export interface IndexedProduct {
  readonly product: Product;
  readonly nameKey: string;
  readonly categoryKey: string;
  /** The keys of the words of each feature. */
  readonly featureKeys: readonly ReadonlySet<string>[];
}

/** A catalog made ready for looking things up. Made once a load, never changed. */
export interface ProductIndex {
  /** In the order of their ids. */
  readonly products: readonly IndexedProduct[];
  /** By the id in lower case. */
  readonly byId: ReadonlyMap<string, Product>;
  /** Their names as the catalog writes them, in alphabetical order. */
  readonly categories: readonly string[];
  /** Its documents are `products`, in that order. */
  readonly words: WordIndex;
}

export function indexProducts(catalog: readonly Product[]): ProductIndex {
  const products = catalog.toSorted((one, other) => compareText(one.id, other.id));
  return {
    products: products.map(indexProduct),
    byId: new Map(products.map((product) => [product.id.toLowerCase(), product])),
    categories: categoriesOf(products),
    words: buildWordIndex(products.map(fieldsOf)),
  };
}

/** What two ways of writing the same name have in common: case, accents, plural and stop words aside. */
export function phraseKey(text: string): string {
  return queryWords(text).map(wordKey).join(' ') || text.trim().toLowerCase();
}

/** Compares by code units: the same order on every machine, whatever its language. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function indexProduct(product: Product): IndexedProduct {
  return {
    product,
    nameKey: phraseKey(product.name),
    categoryKey: phraseKey(product.category),
    featureKeys: product.features.map((feature) => new Set(wordsOf(feature).map(wordKey))),
  };
}

function fieldsOf({ id, name, category, features }: Product) {
  return [
    { text: name, weight: WEIGHT.name },
    { text: id, weight: WEIGHT.id },
    { text: category, weight: WEIGHT.category },
    ...features.map((text) => ({ text, weight: WEIGHT.feature })),
  ];
}

/** Spellings that mean the same category ("Toy", "Toys") count as one, under the first of them. */
function categoriesOf(products: readonly Product[]): string[] {
  const byKey = new Map<string, string>();
  for (const { category } of products) {
    const key = phraseKey(category);
    if (!byKey.has(key)) byKey.set(key, category);
  }
  return [...byKey.values()].sort(compareText);
}
