import type { Tool as ModelTool } from '@aws-sdk/client-bedrock-runtime';
import type { Tool as McpTool } from '@modelcontextprotocol/sdk/types.js';
import type { JsonObject } from '../json.ts';

/** Converse takes shorter and plainer names than MCP, which allows dots and 128 characters. */
const MODEL_NAME_LENGTH = 64;

/** A tool's name as Converse accepts it. */
export function modelToolName(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9_-]/g, '_').slice(0, MODEL_NAME_LENGTH) || '_';
}

/** The tools by the names that the model calls them; two names that become one get a number. */
export function byModelName(tools: readonly McpTool[]): ReadonlyMap<string, McpTool> {
  const named = new Map<string, McpTool>();
  for (const tool of tools) {
    const base = modelToolName(tool.name);
    let name = base;
    for (let copy = 2; named.has(name); copy += 1) {
      const suffix = `_${copy}`;
      name = base.slice(0, MODEL_NAME_LENGTH - suffix.length) + suffix;
    }
    named.set(name, tool);
  }
  return named;
}

/**
 * A tool as Converse describes it. Nova refuses an input schema with more than `type`, `properties`
 * and `required` at its top level, and the MCP SDK emits `$schema` and `additionalProperties` there.
 */
export function modelTool(name: string, tool: McpTool): ModelTool {
  const { properties, required } = tool.inputSchema;
  const schema = {
    type: 'object',
    properties: (properties ?? {}) as JsonObject,
    ...(required && required.length > 0 && { required }),
  };
  return {
    toolSpec: {
      name,
      ...(tool.description && { description: tool.description }),
      inputSchema: { json: schema },
    },
  };
}
