import type { Request, RequestHandler } from 'express';
import { RequestFailure } from './failure.ts';

/**
 * Refuses what another site makes a visitor's browser send.
 *
 * Browsers on https or localhost say where a request comes from in Sec-Fetch-Site; over plain http
 * they leave it out, and then Origin, which every browser sends with a POST, must name this host.
 * A request with neither is no browser's: it carries no visitor's cookie that a site could abuse.
 */
export function sameOriginOnly(): RequestHandler {
  return (request, _response, next) => {
    if (isSameOrigin(request)) return next();
    throw new RequestFailure(403, {
      code: 'cross_site_request',
      message: 'This request did not come from the chat page.',
      retryable: false,
    });
  };
}

function isSameOrigin(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site) return site === 'same-origin';
  const origin = request.get('origin');
  if (origin === undefined) return true;
  // Only hosts are compared: TLS ends at the load balancer, so the scheme here may differ.
  return URL.canParse(origin) && new URL(origin).host === request.get('host')?.toLowerCase();
}
