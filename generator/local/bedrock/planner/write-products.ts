import { joinWords, money, quote } from './describe-wanted.ts';
import type { Product } from './find-earlier.ts';
import type { Described } from './products-step.ts';
import { findFeature } from './wanted.ts';
import { lines } from './write-answer.ts';

/** One paragraph a product: what the details tool says, and whether it has what was asked for. */
export function writeDetails(described: readonly Described[], asked: readonly string[]): string {
  return described
    .map(({ product, similar }) => {
      const answers = asked.map((feature) => hasFeature(product, feature));
      const others = similar.length === 0 ? [] : [`Similar:\n${lines(similar)}`];
      return [...answers, describe(product), ...others].join('\n\n');
    })
    .join('\n\n');
}

export function writeSimilar(described: readonly Described[]): string {
  return described
    .map(({ product, similar }) =>
      similar.length === 0
        ? `The tool names nothing similar to ${product.name} (${product.id}).`
        : `Similar to ${product.name} (${product.id}):\n${lines(similar)}`,
    )
    .join('\n\n');
}

/** Prices, stock and features side by side; the judgement stays the shopper's. */
export function writeComparison(described: readonly Described[]): string {
  const products = described.map(({ product }) => product);
  if (products.length === 0) return '';
  return [...products.map(describe), comparePrices(products), compareFeatures(products)]
    .filter((part) => part !== '')
    .join('\n\n');
}

export function writeStock(products: readonly Product[], unknown: readonly string[]): string {
  const [only, ...others] = products;
  const missing = unknown.length > 0 ? [`The catalog has no product ${joinWords(unknown)}.`] : [];
  if (only && others.length === 0) return [stockSentence(only), ...missing].join('\n');
  const inStock = products.filter(({ in_stock }) => in_stock).length;
  const heading = `${inStock} of ${products.length} ${inStock === 1 ? 'is' : 'are'} in stock:`;
  const known = products.length === 0 ? [] : [heading, lines(products)];
  return [...known, ...missing].join('\n');
}

function stockSentence({ id, name, price, in_stock }: Product): string {
  return in_stock
    ? `${name} (${id}) is in stock at ${money(price)}.`
    : `${name} (${id}) is out of stock. Its price is ${money(price)}.`;
}

function describe({ id, name, category, price, in_stock, features }: Product): string {
  const place = category === undefined ? '' : `${category}, `;
  const stock = in_stock ? 'in stock' : 'out of stock';
  const listed = features?.length ? `Features: ${features.join(', ')}.` : 'No features are listed.';
  return `${name} (${id}): ${place}${money(price)}, ${stock}. ${listed}`;
}

function hasFeature(product: Product, asked: string): string {
  const feature = findFeature(product, asked);
  return feature === undefined
    ? `No feature of ${product.name} says ${quote(asked)}.`
    : `Yes: ${product.name} has ${quote(feature)}.`;
}

function comparePrices(products: readonly Product[]): string {
  const [first, second] = products.toSorted((a, b) => a.price - b.price);
  if (!first || !second) return '';
  if (products.length > 2) return `The cheapest of them is ${first.name}.`;
  const difference = money(second.price - first.price);
  return first.price === second.price
    ? 'They cost the same.'
    : `${first.name} is ${difference} cheaper.`;
}

function compareFeatures(products: readonly Product[]): string {
  const [first, ...others] = products;
  if (!first || others.length === 0) return '';
  const shared = first.features?.filter((feature) =>
    others.every((other) =>
      other.features?.some((theirs) => theirs.toLowerCase() === feature.toLowerCase()),
    ),
  );
  const count = products.length === 2 ? 'Both' : `All ${products.length}`;
  return shared?.length ? `${count} list: ${shared.join(', ')}.` : '';
}
