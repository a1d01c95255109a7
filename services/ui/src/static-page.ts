import { fileURLToPath } from 'node:url';
import express, { type RequestHandler } from 'express';
import type { Failure } from './failure.ts';

const PUBLIC_FOLDER = fileURLToPath(new URL('../public/', import.meta.url));

const NOT_FOUND: Failure = {
  code: 'not_found',
  message: 'There is nothing at this address.',
  retryable: false,
};

/** The files of the page. Browsers ask each time and mostly hear 304, so a deployment is seen at once. */
export function staticPage(): RequestHandler {
  return express.static(PUBLIC_FOLDER, { redirect: false, cacheControl: false, setHeaders });
}

/** A small page for people, JSON for programs. */
export function notFound(): RequestHandler {
  return (request, response) => {
    response.status(404);
    const wantsPage =
      !request.path.startsWith('/api/') && request.accepts(['json', 'html']) === 'html';
    if (!wantsPage) return void response.json({ error: NOT_FOUND });
    // Without these, conditional headers would turn the answer into "304: what you have is right".
    const once = { cacheControl: false, etag: false, lastModified: false };
    response.sendFile('not-found.html', { root: PUBLIC_FOLDER, ...once });
  };
}

function setHeaders(response: { setHeader(name: string, value: string): void }): void {
  response.setHeader('Cache-Control', 'no-cache');
}
