import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { PullRequest } from '../../.github/comment/find-pull-request.ts';
import { TOKEN } from './run-workflow.ts';

export interface StoredComment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: string };
}

export interface StoredIssue {
  readonly number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  state_reason?: string;
  readonly user: { readonly login: string; readonly type: string };
}

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** A double of GitHub's API over HTTP for the repository `o/r`: comments and issues. */
export interface GitHubDouble {
  readonly url: string;
  /** Every call, such as `POST /repos/o/r/issues/1/comments`. */
  readonly calls: string[];
  /** With `owner:branch` of where they come from. */
  pulls: (PullRequest & { readonly from: string })[];
  readonly issues: StoredIssue[];
  /** By the number of the pull request or issue. */
  readonly comments: Map<number, StoredComment[]>;
  /** Answers to give once, instead of the true one; `isDone` when the call is done all the same. */
  readonly faults: { readonly call: RegExp; readonly answer: Answer; readonly isDone?: boolean }[];
}

export const ROBOT = { login: 'github-actions[bot]', type: 'Bot' };

export async function startGitHub(t: Pick<TestContext, 'after'>): Promise<GitHubDouble> {
  const server = createServer((request, response) => void answer(double, request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const double: GitHubDouble = {
    url: `http://127.0.0.1:${port}`,
    calls: [],
    pulls: [],
    issues: [],
    comments: new Map(),
    faults: [],
  };
  return double;
}

async function answer(double: GitHubDouble, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '', double.url);
  const call = `${request.method} ${url.pathname}`;
  double.calls.push(call);
  const text = Buffer.concat(await request.toArray()).toString();
  const index = double.faults.findIndex((fault) => fault.call.test(call));
  const [fault] = index < 0 ? [] : double.faults.splice(index, 1);
  const isKnown = request.headers.authorization === `Bearer ${TOKEN}`;
  const done =
    isKnown && (!fault || fault.isDone)
      ? (actOnIssues(double, call, url, JSON.parse(text || '{}')) ??
        act(double, call, url, JSON.parse(text || '{}')))
      : undefined;
  const { status, headers = {}, body } = fault?.answer ?? done ?? { status: 401 };
  response.writeHead(status, { ...headers, 'content-type': 'application/json' });
  response.end(status === 204 ? undefined : JSON.stringify(body ?? { message: 'No' }));
}

const NOT_FOUND: Answer = { status: 404, body: { message: 'Not Found' } };

/** Nothing for a call that is not of issues. */
function actOnIssues(
  { issues }: GitHubDouble,
  call: string,
  { searchParams }: URL,
  given: Partial<StoredIssue>,
): Answer | undefined {
  const [, method, number] = /^(\w+) \/repos\/o\/r\/issues(?:\/(\d+))?$/.exec(call) ?? [];
  if (method === 'GET' && number === undefined) {
    const state = searchParams.get('state');
    return page(
      issues.filter((issue) => issue.state === state),
      searchParams,
    );
  }
  if (method === 'POST' && number === undefined) {
    const { title = '', body = '' } = given;
    const issue = { number: issues.length + 1, title, body, state: 'open' as const, user: ROBOT };
    issues.push(issue);
    return { status: 201, body: issue };
  }
  const found = issues.find((issue) => issue.number === Number(number));
  if (method !== 'PATCH') return undefined;
  return found ? { status: 200, body: Object.assign(found, given) } : NOT_FOUND;
}

function act(double: GitHubDouble, call: string, { searchParams }: URL, { body = '' }): Answer {
  const at = /^(\w+) \/repos\/o\/r\/(?:pulls|issues\/(?:(\d+)\/comments|comments\/(\d+)))$/;
  const [, method, list, one] = at.exec(call) ?? [];
  const all = [...double.comments.values()].flat();
  const found = all.find(({ id }) => id === Number(one));
  const there = double.comments.get(Number(list)) ?? [];
  if (body.length > 65_536) return { status: 422, body: { message: 'Body is too long' } };
  if (one !== undefined && !found) return NOT_FOUND;
  if (method === 'GET' && list === undefined) {
    const isAsked = searchParams.get('state') === 'open' ? searchParams.get('head') : undefined;
    return page(
      double.pulls.filter(({ from }) => from === isAsked),
      searchParams,
    );
  }
  if (method === 'GET') return page(there, searchParams);
  if (method === 'POST' && list !== undefined) {
    const id = 1 + Math.max(99, ...all.map((comment) => comment.id));
    double.comments.set(Number(list), [...there, { id, body, user: ROBOT }]);
    return { status: 201, body: { id } };
  }
  if (!found) return NOT_FOUND;
  if (method === 'PATCH') {
    found.body = body;
    return { status: 200, body: found };
  }
  for (const [number, comments] of double.comments) {
    const kept = comments.filter((comment) => comment !== found);
    double.comments.set(number, kept);
  }
  return { status: 204 };
}

function page(items: readonly unknown[], query: URLSearchParams): Answer {
  const size = Number(query.get('per_page'));
  const start = (Number(query.get('page')) - 1) * size;
  return { status: 200, body: items.slice(start, start + size) };
}
