import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import type { RequestHandler } from 'express';
import packageJson from '../../package.json' with { type: 'json' };
import { callTool, type ToolCalling } from '../tools/call-tool.ts';
import { describeTools } from '../tools/describe-tools.ts';
import type { Tool } from '../tools/tool.ts';
import { RPC_CODE, sendRpcError } from './json-rpc-error.ts';

const SERVER_INFO = {
  name: 'product-catalog',
  title: 'Product catalog',
  version: packageJson.version,
};

const INSTRUCTIONS =
  'This server knows the products of one shop: what there is, what it costs in US dollars, and ' +
  'what is in stock. Start with search_products; it returns whole products, so call ' +
  'get_product_details only for similar ones, and check_availability only to look again at ids ' +
  'you already have. Say nothing about a product that no tool returned.';

/**
 * A request that never gets an answer ends after this many times a tool's own limit. There are
 * such requests: a batch whose second message cancels its first.
 */
const ANSWERING_SHARE = 1.5;

/**
 * Answers one HTTP request with an MCP server of its own. It must never share a server or a
 * transport with another request, or one client could get another's answer (GHSA-345p-7cg4-v4c7).
 * What is dear to make is shared instead: the schemas, and the validator, which is more than half
 * of the price of a server.
 */
export function answerMcp(tools: readonly Tool[], calling: ToolCalling): RequestHandler {
  const validator = new AjvJsonSchemaValidator();
  const listTools = describeTools(tools);
  const toolsByName = new Map(tools.map((tool) => [tool.name, tool]));

  const makeServer = () => {
    // The low-level class on purpose: `McpServer` would compute every schema at every request.
    const server = new Server(SERVER_INFO, {
      capabilities: { tools: {} },
      instructions: INSTRUCTIONS,
      jsonSchemaValidator: validator,
    });
    server.setRequestHandler(ListToolsRequestSchema, () => listTools(calling.catalog.current));
    server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
      const tool = toolsByName.get(params.name);
      if (tool) return callTool(tool, params.arguments ?? {}, calling);
      const known = [...toolsByName.keys()].join(', ');
      throw new McpError(
        ErrorCode.InvalidParams,
        `There is no such tool. The tools are: ${known}.`,
      );
    });
    return server;
  };

  return async (request, response) => {
    const server = makeServer();
    // No session ids: any task can answer any request.
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    const limit = setTimeout(() => {
      const message = 'The request was not answered in time.';
      sendRpcError(response, { status: 504, code: RPC_CODE.refused, message });
    }, calling.timeLimitMs * ANSWERING_SHARE).unref();
    response.once('close', () => {
      clearTimeout(limit);
      void server.close();
    });
    // The SDK's types are written without exactOptionalPropertyTypes.
    await server.connect(transport as Transport);
    await transport.handleRequest(request, response, request.body);
  };
}
