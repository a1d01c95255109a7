import { randomUUID } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import { z } from 'zod';

const NAME = 'conversation';

/** The page keeps its note of an open conversation for as long (public/scripts/open-conversation.js). */
const MAX_AGE_SECONDS = 12 * 60 * 60;

const conversationId = z.uuid();

/** The visitor's conversation, or undefined where there is none or the value is not one of ours. */
export function readConversation(request: Request): string | undefined {
  const value = parseCookie(request.get('cookie') ?? '')[cookieName(cameByHttps(request))];
  return conversationId.safeParse(value).data;
}

export function newConversation(): string {
  return randomUUID();
}

/** Scripts never see the cookie, and no other site's request carries it. */
export function keepConversation(request: Request, response: Response, id: string): void {
  const secure = cameByHttps(request);
  const cookie = stringifySetCookie({
    name: cookieName(secure),
    value: id,
    path: '/',
    maxAge: MAX_AGE_SECONDS,
    httpOnly: true,
    sameSite: 'strict',
    secure,
  });
  response.append('Set-Cookie', cookie);
}

/** With the prefix a browser accepts the cookie from this very host only, over TLS only. */
function cookieName(secure: boolean): string {
  return secure ? `__Host-${NAME}` : NAME;
}

/** TLS ends at the load balancer; with several proxies the first name is the visitor's side. */
function cameByHttps(request: Request): boolean {
  return request.get('x-forwarded-proto')?.split(',')[0]?.trim().toLowerCase() === 'https';
}
