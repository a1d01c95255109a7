import type { RequestHandler } from 'express';
import type { Logger } from './logger.ts';

const QUIET_PATHS = new Set(['/healthz', '/readyz']);

/** One line a request when it ends. Path without its query, no header and no body: they may hold secrets. */
export function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const { method, path } = request;
    if (QUIET_PATHS.has(path)) return next();
    const started = performance.now();
    response.once('close', () => {
      const ms = Math.round(performance.now() - started);
      const cut = !response.writableFinished;
      logger.info(
        { method, path, status: response.statusCode, ms, ...(cut && { cut }) },
        'request',
      );
    });
    next();
  };
}
