import type { Logger } from '@mcp-on-ecs/shared/logger.ts';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { RPC_CODE, type RpcError, sendRpcError } from './json-rpc-error.ts';

export const MAX_BODY_BYTES = 1024 * 1024;

/** Refuses what is not JSON by its content type, then reads at most `MAX_BODY_BYTES`. */
export const readBody: RequestHandler[] = [
  (request, response, next) => {
    // The header alone: `request.is` finds no type in a request without a body.
    const [type = ''] = (request.headers['content-type'] ?? '').split(';', 1);
    if (type.trim().toLowerCase() === 'application/json') return next();
    const message = 'The Content-Type must be application/json.';
    sendRpcError(response, { status: 415, code: RPC_CODE.refused, message });
  },
  // Not strict: a bare number is JSON, and is refused as no JSON-RPC message.
  express.json({ limit: MAX_BODY_BYTES, strict: false, type: () => true }),
];

/** What may go wrong before a message is handled, by the type that Express's body parser gives it. */
const BODY_ERRORS: Readonly<Record<string, RpcError>> = {
  'entity.parse.failed': {
    status: 400,
    code: RPC_CODE.parseError,
    message: 'The body is not valid JSON.',
  },
  'entity.too.large': {
    status: 413,
    code: RPC_CODE.refused,
    message: `The body is larger than ${MAX_BODY_BYTES} bytes.`,
  },
  'encoding.unsupported': {
    status: 415,
    code: RPC_CODE.refused,
    message: 'The Content-Encoding is not supported.',
  },
  'charset.unsupported': {
    status: 415,
    code: RPC_CODE.refused,
    message: 'The charset is not supported; send UTF-8.',
  },
};

/** Answers whatever a handler threw, never with the exception's own text. */
export function answerErrors(logger: Logger): ErrorRequestHandler {
  return (error: { type?: string; status?: number }, _request, response, _next) => {
    const known = BODY_ERRORS[error.type ?? ''];
    if (known) return sendRpcError(response, known);
    if (error.status !== undefined && error.status < 500) {
      const message = 'The request could not be read.';
      return sendRpcError(response, { status: 400, code: RPC_CODE.invalidRequest, message });
    }
    logger.error({ err: error }, 'request failed');
    const message = 'The server failed to answer.';
    return sendRpcError(response, { status: 500, code: RPC_CODE.internalError, message });
  };
}
