import type { ConverseRequest, JsonObject, ToolSpec } from '../converse-types.ts';

/** A tool by what it can do for a shopper, however it is called. */
export interface Tool {
  readonly name: string;
  readonly properties: Readonly<Record<string, JsonObject>>;
}

export interface Toolbox {
  readonly search?: Tool;
  readonly details?: Tool;
  readonly availability?: Tool;
  /** The catalog's categories, as far as the search tool's schema names them. */
  readonly categories: readonly string[];
  /** The schema's list can be shortened, ending in `…`. */
  readonly namesAllCategories: boolean;
}

interface Role {
  readonly role: 'search' | 'details' | 'availability';
  readonly name: string;
  readonly looksLikeIt: (properties: Tool['properties']) => boolean;
}

const ROLES: readonly Role[] = [
  {
    role: 'search',
    name: 'search_products',
    looksLikeIt: (properties) =>
      'query' in properties && ('category' in properties || 'max_price' in properties),
  },
  {
    role: 'availability',
    name: 'check_availability',
    looksLikeIt: (properties) => 'product_ids' in properties,
  },
  {
    role: 'details',
    name: 'get_product_details',
    looksLikeIt: (properties) => 'product_id' in properties,
  },
];

const ELLIPSIS = /^(?:…|\.\.\.)$/u;

/** Finds the tools by their names, else by what their schemas take. */
export function findTools(toolConfig: ConverseRequest['toolConfig']): Toolbox {
  const tools = (toolConfig?.tools ?? []).map(({ toolSpec }) => asTool(toolSpec));
  const found = Object.fromEntries(
    ROLES.flatMap(({ role, name, looksLikeIt }) => {
      const tool =
        tools.find((candidate) => candidate.name === name) ??
        tools.find(({ properties }) => looksLikeIt(properties));
      return tool ? [[role, tool]] : [];
    }),
  ) as Pick<Toolbox, Role['role']>;
  const named = namedCategories(found.search?.properties.category);
  const categories = named.filter((name) => !ELLIPSIS.test(name));
  return {
    ...found,
    categories,
    namesAllCategories: named.length > 0 && categories.length === named.length,
  };
}

function asTool({ name, inputSchema }: ToolSpec): Tool {
  return { name, properties: (inputSchema.json.properties ?? {}) as Tool['properties'] };
}

/** An `enum`, or the end of a description: "One of: Books, Home & Garden." */
function namedCategories(category: JsonObject | undefined): readonly string[] {
  if (Array.isArray(category?.enum)) return category.enum.map(String);
  const [, list] = /\bone of:\s*(.+?)\.?\s*$/isu.exec(String(category?.description ?? '')) ?? [];
  return (list ?? '')
    .split(',')
    .map((name) => name.replaceAll('"', '').trim())
    .filter((name) => name !== '');
}
