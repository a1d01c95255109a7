import { z } from 'zod';
import { productSchema } from '../catalog/parse-catalog.ts';
import { findCategory, findProducts } from '../search/find-products.ts';
import { defineTool, LOOKS_UP } from './tool.ts';

/** A description is read at every model call, so it can't list categories without end. */
const CATEGORIES_DESCRIBED = 40;

const input = z
  .strictObject({
    query: z
      .string()
      .max(200)
      .optional()
      .describe(
        'Words that must all occur in the name, category or features, such as "running shoes". ' +
          'Singular, plural and word starts match. Leave price, stock and category out of it. ' +
          'Without a query every product fits.',
      ),
    category: z.string().max(100).optional().describe('Only this category.'),
    min_price: z.number().nonnegative().optional().describe('Lowest price in USD, inclusive.'),
    max_price: z
      .number()
      .nonnegative()
      .optional()
      .describe('Highest price in USD, inclusive: for "under $100" send 99.99.'),
    in_stock_only: z.boolean().default(false).describe('Leave out what is not in stock.'),
    features: z
      .array(z.string().trim().min(1).max(100))
      .max(10)
      .optional()
      .describe('Features that a product must all have, such as ["waterproof", "USB-C"].'),
    limit: z.int().min(1).max(50).default(20).describe('Products a page.'),
    offset: z
      .int()
      .nonnegative()
      .default(0)
      .describe('Products to skip: next_offset of the page before.'),
  })
  .refine(({ min_price = 0, max_price = Number.POSITIVE_INFINITY }) => min_price <= max_price, {
    path: ['min_price'],
    message: 'must not be above max_price',
  });

const output = z.strictObject({
  products: z.array(productSchema).describe('One page, best match first.'),
  total: z.int().describe('How many products fit, on all pages.'),
  limit: z.int(),
  offset: z.int(),
  next_offset: z.int().nullable().describe('Offset of the next page; null on the last.'),
  categories: z.array(z.string()).describe('Every category of the catalog.'),
});

export const searchProducts = defineTool({
  name: 'search_products',
  title: 'Search products',
  description:
    'Finds products by words, category, price range, stock and features; all conditions must ' +
    'hold. Use it for any question about which products there are, what they cost, or which of ' +
    'them are in stock. Returns whole products, a page at a time.',
  input,
  output,
  annotations: LOOKS_UP,
  describeInputs({ categories }) {
    const more = categories.length > CATEGORIES_DESCRIBED ? ', …' : '';
    return { category: `One of: ${categories.slice(0, CATEGORIES_DESCRIBED).join(', ')}${more}` };
  },
  run(conditions, catalog) {
    const { limit, offset } = conditions;
    const found = findProducts(catalog, {
      query: conditions.query,
      category: conditions.category,
      minPrice: conditions.min_price,
      maxPrice: conditions.max_price,
      inStockOnly: conditions.in_stock_only,
      features: conditions.features,
    });
    const next = offset + limit;
    return {
      products: found.slice(offset, next),
      total: found.length,
      limit,
      offset,
      next_offset: next < found.length ? next : null,
      categories: [...catalog.categories],
    };
  },
  summarise({ products, total, offset, next_offset, categories }, { category = '' }) {
    const unknown = category.trim() !== '' && !findCategory({ categories }, category);
    if (unknown) return `There is no such category. The categories are: ${categories.join(', ')}.`;
    if (total === 0) return 'No product fits all conditions. Fewer conditions may find some.';
    if (products.length === 0) return `There are only ${total} products: offset is beyond them.`;
    const shown = `Products ${offset + 1} to ${offset + products.length} of ${total}.`;
    return next_offset === null ? shown : `${shown} For more, send offset ${next_offset}.`;
  },
});
