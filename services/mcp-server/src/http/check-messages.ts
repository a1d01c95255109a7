import {
  CallToolRequestSchema,
  InitializeRequestSchema,
  JSONRPCMessageSchema,
  ListToolsRequestSchema,
  PingRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { RequestHandler } from 'express';
import type { z } from 'zod';
import { RPC_CODE, type RpcError, sendRpcError } from './json-rpc-error.ts';

/** Requests whose parameters the MCP SDK checks too, but answers with the exception of its parser. */
const PARAMETERS: Readonly<Record<string, z.ZodType>> = {
  initialize: InitializeRequestSchema,
  ping: PingRequestSchema,
  'tools/list': ListToolsRequestSchema,
  'tools/call': CallToolRequestSchema,
};

/** Lets only well-formed JSON-RPC messages through to the MCP SDK. */
export const checkMessages: RequestHandler = (request, response, next) => {
  const problem = findProblem(request.body);
  if (problem) sendRpcError(response, problem);
  else next();
};

function findProblem(body: unknown): RpcError | undefined {
  if (!Array.isArray(body)) return problemOf(body);
  if (body.length === 0) return invalidRequest('A batch must hold at least one message.');
  return body.map(problemOf).find((problem) => problem !== undefined);
}

function problemOf(message: unknown): RpcError | undefined {
  const parsed = JSONRPCMessageSchema.safeParse(message);
  if (!parsed.success) return invalidRequest('This is not a JSON-RPC 2.0 message.');
  if (!('method' in parsed.data) || !('id' in parsed.data)) return undefined;
  const { method, id } = parsed.data;
  const checked = PARAMETERS[method]?.safeParse(message);
  if (!checked || checked.success) return undefined;
  const places = checked.error.issues.map(
    ({ path, message: text }) => `${path.join('.')}: ${text}`,
  );
  // A JSON-RPC error that belongs to a request is an ordinary answer for HTTP.
  return {
    status: 200,
    code: RPC_CODE.invalidParams,
    message: `The parameters of ${method} are wrong: ${places.slice(0, 5).join('; ')}`,
    id: id as string | number,
  };
}

function invalidRequest(message: string): RpcError {
  return { status: 400, code: RPC_CODE.invalidRequest, message };
}
