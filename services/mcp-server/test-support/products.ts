import type { Product } from '../src/catalog/parse-catalog.ts';

export function product(given: Partial<Product> & Pick<Product, 'id'>): Product {
  return {
    name: `Thing ${given.id}`,
    category: 'Things',
    price: 10,
    in_stock: true,
    features: [],
    ...given,
  };
}

export function catalogText(products: readonly Product[]): string {
  return JSON.stringify({ products });
}
