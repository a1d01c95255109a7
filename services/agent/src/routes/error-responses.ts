import type { Logger } from '@mcp-on-ecs/shared/logger.ts';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { ClientLeft } from '../cancellation.ts';
import { ChatError, type ChatErrorCode } from '../chat-errors.ts';

/** What Express's own body reading and routing throws, by `type`, or by status where it has none. */
const CODE_OF_EXPRESS_ERROR: Readonly<Record<string, ChatErrorCode>> = {
  'entity.too.large': 'body_too_large',
  'charset.unsupported': 'unsupported_media_type',
  'encoding.unsupported': 'unsupported_media_type',
};

export const notFound: RequestHandler = () => {
  throw new ChatError('not_found');
};

/** For the methods that an existing address does not take. */
export function methodNotAllowed(allowed: string): RequestHandler {
  return (_request, response) => {
    response.set('Allow', allowed);
    throw new ChatError('method_not_allowed');
  };
}

export const requireJson: RequestHandler = (request, _response, next) => {
  // `null` is a request without a body, which is a wrong body, not a wrong type.
  if (request.is('application/json') === false) throw new ChatError('unsupported_media_type');
  next();
};

/** The only place that turns a failure into an HTTP response. Unexpected ones are logged here. */
export function errorResponses(logger: Logger): ErrorRequestHandler {
  return (thrown, _request, response, _next) => {
    if (thrown instanceof ClientLeft) return;
    const error = asHttpError(thrown);
    if (error.code === 'internal_error') logger.error({ err: error.cause }, 'request failed');
    if (response.headersSent) response.destroy();
    else response.status(error.status).json({ error: error.body });
  };
}

function asHttpError(thrown: unknown): ChatError {
  if (thrown instanceof ChatError) return thrown;
  const { type = '', status } = (thrown ?? {}) as { type?: string; status?: number };
  const code = Object.hasOwn(CODE_OF_EXPRESS_ERROR, type) ? CODE_OF_EXPRESS_ERROR[type] : undefined;
  if (code) return new ChatError(code);
  if (type === 'entity.parse.failed') {
    return new ChatError('invalid_request', { message: 'The body is not valid JSON.' });
  }
  if (status !== undefined && status >= 400 && status < 500)
    return new ChatError('invalid_request');
  return new ChatError('internal_error', { cause: thrown });
}
