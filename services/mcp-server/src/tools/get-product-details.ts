import { z } from 'zod';
import { productSchema } from '../catalog/parse-catalog.ts';
import { findNear, findSimilar } from '../search/related-products.ts';
import { defineTool, LOOKS_UP, ToolRefusal } from './tool.ts';

const SIMILAR_SHOWN = 3;
const NEAR_SHOWN = 3;

export const getProductDetails = defineTool({
  name: 'get_product_details',
  title: 'Get product details',
  description:
    'Returns one product by its id, and up to three similar products of the same category. Use ' +
    'it when a person asks about one product whose id is known, or for alternatives to it; to ' +
    'find an id by name, use search_products.',
  input: z.strictObject({
    product_id: z.string().trim().min(1).max(64).describe('Id of the product, such as P001.'),
  }),
  output: z.strictObject({ product: productSchema, similar: z.array(productSchema) }),
  annotations: LOOKS_UP,
  run({ product_id }, catalog) {
    const product = catalog.byId.get(product_id.toLowerCase());
    if (product) return { product, similar: findSimilar(catalog, product.id, SIMILAR_SHOWN) };
    const near = findNear(catalog, product_id, NEAR_SHOWN).map(({ id, name }) => `${id} (${name})`);
    throw new ToolRefusal(
      `There is no product with the id ${JSON.stringify(product_id)}. ` +
        (near.length > 0
          ? `Perhaps one of these is meant: ${near.join(', ')}.`
          : 'search_products finds ids by name.'),
    );
  },
  summarise({ product, similar }) {
    const stock = product.in_stock ? 'in stock' : 'not in stock';
    return `${product.name} is ${stock}; ${similar.length} similar products are listed.`;
  },
});
