import { type End, isFault, waitBeforeRetry } from './retry.ts';

/** Calls of GitHub's REST API. Each may throw an `ApiError`. */
export interface Api {
  /** Path of the repository, such as `/repos/octo/shop`. */
  readonly base: string;
  readonly ask: (method: string, path: string, body?: object) => Promise<unknown>;
  /** All pages of a list. */
  readonly listAll: <Item>(path: string) => Promise<readonly Item[]>;
}

export interface Connection {
  /** Such as `https://api.github.com`. */
  readonly url: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
  readonly waitS: (seconds: number) => Promise<unknown>;
}

/** GitHub's answer was no, or there was none. */
export class ApiError extends Error {
  /** Looking again at what is there, and trying anew, may work. */
  readonly isPassing: boolean;

  constructor({ method, status, text }: End, path: string) {
    super(`${method} ${path}: ${status ?? 'no answer'}: ${messageIn(text)}`);
    this.isPassing = isFault({ ...(status !== undefined && { status }) }) || status === 404;
  }
}

const TIMEOUT_MS = 15_000;
const PAGE = 100;
/** GitHub lists at most 2,500 comments of a conversation to people; this is beyond what it has. */
const MOST_PAGES = 50;

/** Talks to GitHub's REST API (version 2022-11-28). */
export function connectApi({ url, repository, token, waitS }: Connection): Api {
  async function ask(method: string, path: string, body?: object): Promise<unknown> {
    for (let tries = 1; ; tries += 1) {
      const end = await send(method, path, body);
      if (end.status !== undefined && end.status < 300) return end.text && JSON.parse(end.text);
      const wait = waitBeforeRetry(end, tries, Date.now() / 1_000);
      if (wait === undefined) throw new ApiError(end, path);
      await waitS(wait);
    }
  }

  async function send(method: string, path: string, body?: object): Promise<End> {
    try {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Bearer ${token}`,
          'user-agent': 'mcp-on-ecs',
          'x-github-api-version': '2022-11-28',
        },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body && { body: JSON.stringify(body) }),
      });
      const { status, headers } = response;
      return { method, status, headers, text: await response.text() };
    } catch (error) {
      return { method, text: error instanceof Error ? error.message : String(error) };
    }
  }

  async function listAll<Item>(path: string): Promise<readonly Item[]> {
    const items: Item[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const separator = path.includes('?') ? '&' : '?';
      const found = await ask('GET', `${path}${separator}per_page=${PAGE}&page=${page}`);
      items.push(...(found as Item[]));
      if ((found as Item[]).length < PAGE) return items;
    }
    throw new Error(`${path} has more than ${MOST_PAGES} pages`);
  }

  return { base: `/repos/${repository}`, ask, listAll };
}

/** The sentence in GitHub's answer, on one line: it is printed where lines can be commands. */
function messageIn(text: string): string {
  const [, message = text] = /"message": *"((?:[^"\\]|\\.)*)"/.exec(text) ?? [];
  return message.replace(/\s+/g, ' ').slice(0, 300);
}
