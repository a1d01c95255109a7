import { z } from 'zod';
import { productSchema } from '../catalog/parse-catalog.ts';
import { defineTool, LOOKS_UP } from './tool.ts';

export const checkAvailability = defineTool({
  name: 'check_availability',
  title: 'Check availability',
  description:
    'Says for up to 20 products, by their ids, whether each is in stock and what it costs. Use ' +
    'it when the ids are known and only stock or price is asked for.',
  input: z.strictObject({
    product_ids: z
      .array(z.string().trim().min(1).max(64))
      .min(1)
      .max(20)
      .describe('Ids of the products, such as ["P001", "P002"].'),
  }),
  output: z.strictObject({
    availability: z
      .array(productSchema.pick({ id: true, name: true, in_stock: true, price: true }))
      .describe('In the order of the ids.'),
    unknown_ids: z.array(z.string()).describe('Ids that no product has.'),
  }),
  annotations: LOOKS_UP,
  run({ product_ids }, catalog) {
    const ids = new Map(product_ids.map((id) => [id.toLowerCase(), id]));
    const found = [...ids].map(([key, id]) => ({ id, product: catalog.byId.get(key) }));
    return {
      availability: found.flatMap(({ product }) =>
        product
          ? [
              {
                id: product.id,
                name: product.name,
                in_stock: product.in_stock,
                price: product.price,
              },
            ]
          : [],
      ),
      unknown_ids: found.filter(({ product }) => !product).map(({ id }) => id),
    };
  },
  summarise({ availability, unknown_ids }) {
    const inStock = availability.filter(({ in_stock }) => in_stock).length;
    const unknown = unknown_ids.length > 0 ? ` Unknown ids: ${unknown_ids.join(', ')}.` : '';
    return `${inStock} of ${availability.length} known products are in stock.${unknown}`;
  },
});
