import type { JsonObject } from '../converse-types.ts';
import type { Product } from './find-earlier.ts';
import type { Tool } from './find-tools.ts';
import type { Bound, PriceRange, Subject, Wanted } from './question.ts';
import { holdsWords, stemsOf } from './words.ts';

/** What one search call asks for at most; the tool's own default would need more turns. */
const PAGE_SIZE = 50;
const CENT = 0.01;

/** A follow-up's conditions on top of the earlier ones. What it says anew replaces the old. */
export function mergeWanted(earlier: Wanted, added: Wanted): Wanted {
  const stock = added.stock ?? earlier.stock;
  const price = { ...earlier.price, ...added.price };
  return {
    subjects: added.subjects.length > 0 ? added.subjects : earlier.subjects,
    features: [...new Set([...earlier.features, ...added.features])],
    price: priceIsImpossible(price) ? added.price : price,
    without: [...new Set([...earlier.without, ...added.without])],
    ...(stock && { stock }),
  };
}

export function priceIsImpossible({ min, max }: PriceRange): boolean {
  return min !== undefined && max !== undefined && lowest(min) > highest(max);
}

/** The inputs of the search calls: one for each subject, one without for every product. */
export function searchInputs(wanted: Wanted, { properties }: Tool): readonly JsonObject[] {
  const subjects: readonly Subject[] = wanted.subjects.length === 0 ? [{}] : wanted.subjects;
  const { min, max } = wanted.price;
  return subjects.map((subject) => {
    const input: JsonObject = {
      ...subject,
      ...(min && { min_price: lowest(min) }),
      ...(max && { max_price: highest(max) }),
      ...(wanted.stock === 'in' && { in_stock_only: true }),
      ...(wanted.features.length > 0 && { features: wanted.features }),
      limit: Math.min(PAGE_SIZE, Number(properties.limit?.maximum ?? PAGE_SIZE)),
    };
    return Object.fromEntries(Object.entries(input).filter(([key]) => key in properties));
  });
}

const CONDITIONS = ['query', 'category', 'min_price', 'max_price', 'in_stock_only', 'features'];

/** Whether the tool's schema knows every condition, so that its results need no second look. */
export function takesAllConditions({ properties }: Tool): boolean {
  return CONDITIONS.every((condition) => condition in properties);
}

/** The conditions that the tool has no argument for. They are met here, on what it returned. */
export function meetsUnasked(product: Product, { stock, without }: Wanted): boolean {
  if (stock === 'out' && product.in_stock) return false;
  return !without.some((words) => textsOf(product).some((text) => holdsPhrase(text, words)));
}

/** All conditions, on a product that an earlier result described. */
export function meets(product: Product, wanted: Wanted): boolean {
  const { min, max } = wanted.price;
  if (min && product.price < lowest(min)) return false;
  if (max && product.price > highest(max)) return false;
  if (wanted.stock === 'in' && !product.in_stock) return false;
  if (!wanted.features.every((feature) => findFeature(product, feature) !== undefined))
    return false;
  if (
    wanted.subjects.length > 0 &&
    !wanted.subjects.some((subject) => isOfKind(product, subject))
  ) {
    return false;
  }
  return meetsUnasked(product, wanted);
}

/** Whether the conditions ask for what a mere availability result doesn't tell. */
export function needsDetails({ subjects, features, without }: Wanted): boolean {
  return subjects.length + features.length + without.length > 0;
}

/** The feature of a product that says this, in the product's own words. */
export function findFeature({ features = [] }: Product, asked: string): string | undefined {
  return features.find((feature) => holdsPhrase(feature, asked));
}

export function isOfKind(product: Product, { category, query }: Subject): boolean {
  if (category !== undefined && category !== product.category) return false;
  return query === undefined || holdsWords(textsOf(product).join(' '), query);
}

function textsOf({ name, category, features = [] }: Product): readonly string[] {
  return [name, category ?? '', ...features];
}

/** Every word in any order, or all run together: "water proof" is in "waterproof". */
function holdsPhrase(text: string, words: string): boolean {
  const parts = stemsOf(words);
  if (parts.length === 0) return false;
  return holdsWords(text, words) || stemsOf(text).includes(parts.join(''));
}

/** The tool's bounds are inclusive, so a strict one is a cent further in. */
function lowest({ amount, inclusive }: Bound): number {
  return inclusive ? amount : cents(amount + CENT);
}

function highest({ amount, inclusive }: Bound): number {
  return inclusive ? amount : Math.max(0, cents(amount - CENT));
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
