import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { HttpAnswer, HttpRequest } from './protocols/protocol.ts';

/** A request with its whole body. */
export async function readRequest(request: IncomingMessage): Promise<HttpRequest> {
  const url = new URL(request.url ?? '/', 'http://scripted');
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat()[0]]);
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(headers),
    body: await buffer(request),
  };
}

export function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  response.writeHead(status, { 'x-amzn-requestid': 'scripted', ...headers });
  response.end(body);
}
