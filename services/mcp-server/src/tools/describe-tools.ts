import type { Tool as ListedTool, ListToolsResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { ProductIndex } from '../search/product-index.ts';
import type { Tool } from './tool.ts';

type JsonSchema = ListedTool['inputSchema'];

/**
 * Makes the answer of `tools/list`. JSON schemas are computed here, once: they cost more than all
 * the rest of answering. Only the hints that depend on the catalog are renewed when it changes.
 */
export function describeTools(
  tools: readonly Tool[],
): (catalog: ProductIndex | undefined) => ListToolsResult {
  const plain = { tools: tools.map(describeTool) };
  const byCatalog = new WeakMap<ProductIndex, ListToolsResult>();
  return (catalog) => {
    if (!catalog) return plain;
    const known = byCatalog.get(catalog);
    if (known) return known;
    const hinted = {
      tools: plain.tools.map((description, place) => {
        const hints = tools[place]?.describeInputs?.(catalog) ?? {};
        return { ...description, inputSchema: withHints(description.inputSchema, hints) };
      }),
    };
    byCatalog.set(catalog, hinted);
    return hinted;
  };
}

function describeTool({ name, title, description, annotations, input, output }: Tool): ListedTool {
  return {
    name,
    title,
    description,
    inputSchema: jsonSchema(input, 'input'),
    outputSchema: jsonSchema(output, 'output'),
    annotations: { title, ...annotations },
  };
}

/** Without `$schema`: MCP's default dialect is the one that zod writes, and some models refuse the key. */
function jsonSchema(schema: z.ZodObject, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, override: leaveOutSafeBounds });
  return rest as JsonSchema;
}

/** The bounds that zod gives every integer tell a model nothing, at the price of tokens. */
function leaveOutSafeBounds({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

function withHints(schema: JsonSchema, hints: Readonly<Record<string, string>>): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const hint = hints[name];
    if (hint === undefined) return [name, property];
    const { description = '' } = property as { description?: string };
    return [name, { ...property, description: `${description} ${hint}`.trim() }];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}
