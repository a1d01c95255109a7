import type { Logger } from '@mcp-on-ecs/shared/logger.ts';
import type { ErrorRequestHandler } from 'express';
import { type Failure, INTERNAL_ERROR, RequestFailure } from './failure.ts';

/** What Express and its body parser raise, by the `type` or the status that they set. */
const BODY_TOO_LARGE = failure('body_too_large', 'The request is too large.');
const REFUSED: Readonly<Record<string, Failure>> = {
  'entity.too.large': BODY_TOO_LARGE,
  'entity.parse.failed': failure('invalid_request', 'The request is not valid JSON.'),
  'encoding.unsupported': failure('invalid_request', 'The request has an unknown encoding.'),
  'charset.unsupported': failure('invalid_request', 'The request has an unknown character set.'),
};
const UNREADABLE = failure('invalid_request', 'The request cannot be read.');

function failure(code: string, message: string): Failure {
  return { code, message, retryable: false };
}

/** Turns whatever was thrown into the one JSON shape. The text of an unknown exception stays in the log. */
export function answerFailure(logger: Logger): ErrorRequestHandler {
  return (error, _request, response, _next) => {
    const known = readable(error);
    if (!known) logger.error({ err: error }, 'request failed');
    else if (error.cause)
      logger.warn({ err: error.cause, code: known.failure.code }, 'request failed');
    const { status, failure } = known ?? { status: 500, failure: INTERNAL_ERROR };
    if (response.headersSent) return void response.destroy();
    response.status(status).json({ error: failure });
  };
}

function readable(error: unknown): { status: number; failure: Failure } | undefined {
  if (error instanceof RequestFailure) return error;
  const { type = '', status = 500 } = error as { type?: string; status?: number };
  if (status < 400 || status > 499) return undefined;
  return { status, failure: REFUSED[type] ?? UNREADABLE };
}
