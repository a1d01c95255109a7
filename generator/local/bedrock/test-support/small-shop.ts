import type { JsonObject, ToolCall, ToolConfig, ToolResult } from '../converse-types.ts';

interface Item {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly price: number;
  readonly in_stock: boolean;
  readonly features: readonly string[];
}

const item = (
  id: string,
  name: string,
  category: string,
  price: number,
  in_stock: boolean,
  ...features: readonly string[]
): Item => ({ id, name, category, price, in_stock, features });

/** Every bound that the tests ask about has a product right on it. */
export const SHOP: readonly Item[] = [
  item('P001', 'Aurora Laptop', 'Electronics', 899, true, '16 GB memory', 'USB-C'),
  item('P002', 'Borealis Laptop', 'Electronics', 549.5, false, '8 GB memory', 'USB-C'),
  item('P003', 'Comet Laptop', 'Electronics', 1299, true, '32 GB memory'),
  item('P004', 'Drift Headphones', 'Electronics', 100, true, 'Bluetooth 5.3', 'Noise cancelling'),
  item('P005', 'Ember Speaker', 'Electronics', 49.99, true, 'Bluetooth 5.3', 'Waterproof'),
  item('P006', 'Fjord Running Shoes', 'Sports', 80, true, 'Breathable', 'Reflective'),
  item('P007', 'Glade Running Shoes', 'Sports', 120, false, 'Waterproof', 'Reflective'),
  item('P008', 'Harbor Dry Bag', 'Sports', 25, true, 'Waterproof', '20 liters'),
  item('P009', 'Isle Rain Jacket', 'Home & Garden', 79.99, true, 'Waterproof', 'Recycled'),
  item('P010', 'Juniper Lamp', 'Home & Garden', 49, true, 'Dimmable', 'USB-C'),
  item('P011', 'Bread Without Hurry', 'Books', 20, true, 'Hardcover'),
  item('P012', 'Kites and Café ☕ Tales', 'Books', 20, false, 'Paperback'),
];

const CATEGORIES = ['Books', 'Electronics', 'Home & Garden', 'Sports'];

const spec = (name: string, properties: JsonObject) => ({
  toolSpec: { name, description: name, inputSchema: { json: { type: 'object', properties } } },
});

export const SEARCH_SPEC = spec('search_products', {
  query: { type: 'string' },
  category: { type: 'string', description: `Only this one. One of: ${CATEGORIES.join(', ')}` },
  min_price: { type: 'number' },
  max_price: { type: 'number' },
  in_stock_only: { type: 'boolean' },
  features: { type: 'array', items: { type: 'string' } },
  limit: { type: 'integer', minimum: 1, maximum: 50 },
  offset: { type: 'integer' },
});
export const DETAILS_SPEC = spec('get_product_details', { product_id: { type: 'string' } });
export const AVAILABILITY_SPEC = spec('check_availability', { product_ids: { type: 'array' } });

export const SHOP_TOOLS: ToolConfig = { tools: [SEARCH_SPEC, DETAILS_SPEC, AVAILABILITY_SPEC] };

export type RunTool = (call: ToolCall) => Omit<ToolResult, 'toolUseId'>;

/** What the real tools would return for these few products. */
export const runShopTool: RunTool = ({ name, input }) => {
  if (name === 'search_products') return success(search(input));
  if (name === 'check_availability') return success(availability(input));
  const found = SHOP.find(({ id }) => id === input.product_id);
  if (!found) {
    const text = `There is no product ${String(input.product_id)}.`;
    return { status: 'error', content: [{ text }] };
  }
  const similar = SHOP.filter(({ category, id }) => category === found.category && id !== found.id);
  return success({ product: found, similar: similar.slice(0, 3) });
};

function success(json: JsonObject): Omit<ToolResult, 'toolUseId'> {
  return { status: 'success', content: [{ json }] };
}

function search(input: JsonObject): JsonObject {
  const { category, min_price, max_price, in_stock_only, features = [], query = '' } = input;
  const found = SHOP.filter(
    (product) =>
      (category === undefined || product.category === category) &&
      product.price >= Number(min_price ?? 0) &&
      product.price <= Number(max_price ?? Number.POSITIVE_INFINITY) &&
      (in_stock_only !== true || product.in_stock) &&
      (features as string[]).every((asked) =>
        product.features.some((feature) => holds(feature, asked)),
      ) &&
      holds([product.name, product.category, ...product.features].join(' '), String(query)),
  );
  const [offset, limit] = [Number(input.offset ?? 0), Number(input.limit ?? 20)];
  const next = offset + limit < found.length ? offset + limit : null;
  const products = found.slice(offset, offset + limit);
  return {
    products,
    total: found.length,
    limit,
    offset,
    next_offset: next,
    categories: CATEGORIES,
  };
}

function availability({ product_ids }: JsonObject): JsonObject {
  const ids = product_ids as string[];
  const known = SHOP.filter(({ id }) => ids.includes(id));
  return {
    availability: known.map(({ id, name, in_stock, price }) => ({ id, name, in_stock, price })),
    unknown_ids: ids.filter((id) => !known.some((product) => product.id === id)),
  };
}

function holds(text: string, words: string): boolean {
  const whole = wordsOf(text);
  return wordsOf(words).every((word) => whole.includes(word));
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}.]+/u)
    .filter((word) => word !== '')
    .map((word) => word.replace(/s$/u, ''));
}
