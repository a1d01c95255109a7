/** How a request ended: with a status, or without one when the network failed. */
export interface End {
  readonly method: string;
  readonly status?: number;
  readonly headers?: Headers;
  readonly text: string;
}

const MOST_TRIES = 4;
/** Longer than this nobody waits; a job that may write should not live long. */
const LONGEST_WAIT_S = 60;

/**
 * Seconds to wait before asking once more; nothing when asking again is of no use (GitHub, "Best
 * practices for using the REST API", "Handle rate limit errors appropriately").
 *
 * @param tries how often it was asked
 * @param nowS the time, in seconds since 1970
 */
export function waitBeforeRetry(end: End, tries: number, nowS: number): number | undefined {
  if (tries >= MOST_TRIES) return undefined;
  const wait = isLimited(end) ? limitedWait(end.headers, nowS) : faultWait(end, tries);
  return wait !== undefined && wait <= LONGEST_WAIT_S ? Math.max(0, wait) : undefined;
}

/** The request was refused for being one too many, so nothing was done. */
const isLimited = ({ status, headers, text }: End): boolean =>
  status === 429 ||
  (status === 403 &&
    (headers?.has('retry-after') === true ||
      headers?.get('x-ratelimit-remaining') === '0' ||
      /secondary rate limit/i.test(text)));

function limitedWait(headers: Headers | undefined, nowS: number): number {
  const after = Number.parseInt(headers?.get('retry-after') ?? '', 10);
  if (!Number.isNaN(after)) return after;
  const reset = Number.parseInt(headers?.get('x-ratelimit-reset') ?? '', 10);
  const isEmpty = headers?.get('x-ratelimit-remaining') === '0';
  return isEmpty && !Number.isNaN(reset) ? reset - nowS : LONGEST_WAIT_S;
}

/** Whether a failed POST did its work is unknown: asking again could comment twice. */
function faultWait(end: End, tries: number): number | undefined {
  return isFault(end) && end.method !== 'POST' ? 2 ** (tries - 1) : undefined;
}

/** It may work later: the network or GitHub failed. */
export const isFault = ({ status }: Pick<End, 'status'>): boolean =>
  status === undefined || status >= 500;
