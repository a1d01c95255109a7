import type { Clock } from '../aws/clock.ts';

/** One HTTP request to the server and what came back. */
export interface Exchange {
  /** Milliseconds until the answer's headers, with a connection of its own. */
  readonly milliseconds: number;
  /** Nothing when no answer came. */
  readonly status?: number;
  readonly contentType?: string;
  /** Where a redirect leads. */
  readonly location?: string;
  /** Why no answer came. */
  readonly error?: unknown;
}

/** HTTP as the MCP client uses it, and what it saw of it. */
export interface Wire {
  readonly fetch: (url: string | URL, init?: RequestInit) => Promise<Response>;
  readonly exchanges: readonly Exchange[];
}

export interface WireOptions {
  readonly token: string | undefined;
  readonly deadline: AbortSignal;
  readonly clock: Clock;
}

/**
 * Makes a wire. Redirects are not followed, because a token is for one address only. The stream that a
 * client may open by GET is not asked for: a probe hears nothing by it, and load balancers and Express
 * count the 405 of a stateless server as an error.
 */
export function makeWire({ token, deadline, clock }: WireOptions): Wire {
  const exchanges: Exchange[] = [];
  const send = async (url: string | URL, init: RequestInit = {}): Promise<Response> => {
    if (init.method === 'GET') return new Response(null, { status: 405 });
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
    const signal = AbortSignal.any([deadline, ...(init.signal ? [init.signal] : [])]);
    const began = clock.now();
    const keep = (rest: Omit<Exchange, 'milliseconds'>) =>
      exchanges.push({ milliseconds: clock.now() - began, ...rest });
    try {
      const response = await fetch(url, { ...init, headers, signal, redirect: 'manual' });
      keep(factsOf(response));
      if (isRedirect(response.status)) throw new Error('a redirect is not followed');
      return response;
    } catch (error) {
      if (exchanges.at(-1)?.status === undefined) keep({ error });
      throw error;
    }
  };
  return { fetch: send, exchanges };
}

export const isRedirect = (status: number): boolean => status >= 300 && status < 400;

function factsOf({ status, headers }: Response): Omit<Exchange, 'milliseconds'> {
  const [contentType, location] = [headers.get('content-type'), headers.get('location')];
  return {
    status,
    ...(contentType !== null && { contentType }),
    ...(location !== null && { location }),
  };
}
