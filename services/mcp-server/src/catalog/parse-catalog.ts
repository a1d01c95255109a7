import { z } from 'zod';

/** A file with thousands of mistakes must not make a log line of thousands. */
const PROBLEMS_SHOWN = 5;

export const productSchema = z.object({
  id: z.string().trim().min(1).max(64).describe('Product id, such as P001'),
  name: z.string().trim().min(1).max(200),
  category: z.string().trim().min(1).max(100),
  price: z.number().nonnegative().describe('Price in US dollars'),
  in_stock: z.boolean(),
  features: z.array(z.string().trim().min(1).max(200)).max(50),
});

export type Product = z.output<typeof productSchema>;

const catalogSchema = z.object({
  // An empty list is more likely a failed export than a shop with nothing to sell.
  products: z.array(productSchema).min(1),
});

/** The JSON Schema of a catalog file; that ids differ is more than it can say. */
export const catalogSchemaText = (): string =>
  `${JSON.stringify(z.toJSONSchema(catalogSchema, { io: 'input' }), null, 2)}\n`;

export type ParsedCatalog =
  | { readonly products: readonly Product[] }
  | { readonly problems: readonly string[] };

/**
 * Reads a catalog file. Members that the schema does not know are dropped, so that a producer
 * may add some before this server understands them.
 *
 * @returns the products, or the first problems, each with its place in the file
 */
export function parseCatalog(bytes: Uint8Array): ParsedCatalog {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return { problems: [`not a JSON text in UTF-8: ${(error as Error).message}`] };
  }
  const parsed = catalogSchema.safeParse(json);
  if (!parsed.success) return { problems: firstOf(parsed.error.issues.map(describeIssue)) };
  const repeated = findRepeatedIds(parsed.data.products);
  return repeated.length > 0 ? { problems: firstOf(repeated) } : parsed.data;
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`));
  return `${place.join('').replace(/^\./, '') || 'the file'}: ${message}`;
}

function findRepeatedIds(products: readonly Product[]): string[] {
  const firstPlaces = new Map<string, number>();
  return products.flatMap(({ id }, place) => {
    // Ids are looked up without regard to case, so they must differ in more than that.
    const first = firstPlaces.get(id.toLowerCase());
    if (first !== undefined) return [`products[${place}].id: ${id} is also products[${first}].id`];
    firstPlaces.set(id.toLowerCase(), place);
    return [];
  });
}

function firstOf(problems: readonly string[]): string[] {
  const hidden = problems.length - PROBLEMS_SHOWN;
  if (hidden <= 0) return [...problems];
  return [...problems.slice(0, PROBLEMS_SHOWN), `and ${hidden} more`];
}
