// @ts-check

/**
 * What a card shows. An availability check knows no category and no features.
 *
 * @typedef {{id: string, name: string, price: number, in_stock: boolean, category?: string, features?: string[]}} Product
 */

/** Tools nest their products one or two levels deep; the bound is against results that nobody foresaw. */
const MAX_DEPTH = 6;

/**
 * Every product in a tool's result, recognised by its shape, so that a new tool needs no new code.
 * `similar` holds those that a tool offers beside what was asked for.
 *
 * @param {unknown} result
 * @returns {{found: Product[], similar: Product[]}}
 */
export function productsIn(result) {
  /** @type {{found: Product[], similar: Product[]}} */
  const products = { found: [], similar: [] };
  collect(result, products, 'found', 0);
  return products;
}

/**
 * The products of all results of one answer, each once. Later results are fresher, so their price
 * and stock win, but they must not lose what an earlier result told.
 *
 * @param {unknown[]} results
 * @returns {{found: Product[], similar: Product[]}}
 */
export function distinctProducts(results) {
  const all = results.map(productsIn);
  const found = merged(all.flatMap((products) => products.found));
  const similar = merged(all.flatMap((products) => products.similar));
  return {
    found: [...found.values()],
    similar: [...similar.values()].filter((product) => !found.has(product.id)),
  };
}

/**
 * @param {unknown} value
 * @param {{found: Product[], similar: Product[]}} into
 * @param {'found' | 'similar'} kind
 * @param {number} depth
 */
function collect(value, into, kind, depth) {
  const product = asProduct(value);
  if (product) into[kind].push(product);
  else if (depth < MAX_DEPTH && typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      collect(inner, into, key === 'similar' ? 'similar' : kind, depth + 1);
    }
  }
}

/** @param {unknown} value @returns {Product | undefined} */
function asProduct(value) {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, name, price, in_stock, category, features } = /** @type {Record<string, unknown>} */ (
    value
  );
  if (typeof id !== 'string' || typeof name !== 'string') return undefined;
  if (typeof price !== 'number' || typeof in_stock !== 'boolean') return undefined;
  return {
    id,
    name,
    price,
    in_stock,
    ...(typeof category === 'string' && { category }),
    ...(Array.isArray(features) && { features: features.filter((one) => typeof one === 'string') }),
  };
}

/** @param {Product[]} products @returns {Map<string, Product>} */
function merged(products) {
  /** @type {Map<string, Product>} */
  const byId = new Map();
  for (const product of products) byId.set(product.id, { ...byId.get(product.id), ...product });
  return byId;
}
