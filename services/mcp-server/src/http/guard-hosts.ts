import type { RequestHandler } from 'express';
import { RPC_CODE, sendRpcError } from './json-rpc-error.ts';

/** A client on the same machine is never a rebound name. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

const HOST_HEADER = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+?)\.?(?::\d{1,5})?$/i;

/**
 * Stops web pages that reach this server under a name of their own (DNS rebinding), and pages of
 * other sites. Clients that are no browsers send no Origin, and pass.
 *
 * @param allowedHosts in lower case, without ports
 */
export function guardHosts(allowedHosts: readonly string[]): RequestHandler {
  const allowed = new Set([...LOOPBACK, ...allowedHosts]);
  return (request, response, next) => {
    const { host, origin } = request.headers;
    const problem = !allowed.has(hostOf(host))
      ? 'The Host header names no host of this server.'
      : origin !== undefined && !allowed.has(hostOfOrigin(origin))
        ? 'Requests from this origin are not allowed.'
        : undefined;
    if (problem === undefined) return next();
    sendRpcError(response, { status: 403, code: RPC_CODE.refused, message: problem });
  };
}

function hostOf(header = ''): string {
  return HOST_HEADER.exec(header)?.[1]?.toLowerCase() ?? '';
}

/** `null` is what sandboxed pages and local files send: nobody's origin. */
function hostOfOrigin(origin: string): string {
  return hostOf(/^https?:\/\/(.*)$/i.exec(origin)?.[1]);
}
