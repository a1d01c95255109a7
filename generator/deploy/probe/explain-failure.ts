import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { LayerError } from './layers.ts';
import { inTime, type Limit } from './reach-host.ts';
import { type Exchange, isRedirect } from './wire.ts';

/** What is known of a request that did not work. */
export interface Failed {
  readonly error: unknown;
  /** The last one on the wire. */
  readonly exchange: Exchange | undefined;
  /** What was asked for, such as `tools/list`. */
  readonly method: string;
  readonly limit: Limit;
  /** Environment variable that holds the token, and whether it held one. */
  readonly token: { readonly variable: string; readonly isGiven: boolean };
}

/** Whether it is the transport's fault, and not what was said over it. */
export const isOfHttp = ({ finding }: LayerError): boolean =>
  finding.code === 'probe/http' || finding.code === 'probe/authorization';

/** Says why a request did not work: by HTTP where that tells, else by what the answer held. */
export function explainFailure(failed: Failed): LayerError {
  return explainHttp(failed) ?? explainAnswer(failed);
}

const LOGS = 'look into the server’s log; `npx tsx generator status <environment>` says what runs';

function explainHttp(failed: Failed): LayerError | undefined {
  const { exchange, limit } = failed;
  if (exchange?.status !== undefined) return explainStatus(failed, exchange, exchange.status);
  if (limit.deadline.aborted) {
    const message = `the server did not answer ${inTime(limit)}`;
    return new LayerError('probe/http', message, LOGS, lateFacts(limit));
  }
  if (!exchange) return undefined;
  const what = `the server closed the connection without an answer (${reasonOf(exchange.error)})`;
  return new LayerError('probe/http', what, LOGS);
}

/** `fetch` puts the reason of a failed connection behind one or two of its own. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : undefined;
  return error.cause instanceof Error ? reasonOf(error.cause) : (code ?? error.message);
}

function explainStatus(
  { token }: Failed,
  { location }: Exchange,
  status: number,
): LayerError | undefined {
  const facts = { status, ...(location !== undefined && { location }) };
  if (status === 401) {
    const what = token.isGiven ? 'does not take the token' : 'wants a token';
    const hint = token.isGiven
      ? `put a token that is valid for this server into ${token.variable}`
      : `put a token into the environment variable ${token.variable}`;
    return new LayerError('probe/authorization', `the server ${what} (401)`, hint, facts);
  }
  if (status === 403) {
    const hint = `look whether the token in ${token.variable} may do this, and whether the server or its firewall accepts this host and this machine`;
    return new LayerError('probe/authorization', 'the server refuses us (403)', hint, facts);
  }
  if (isRedirect(status)) {
    const what = `the server redirects to ${location ?? 'nowhere'} (${status})`;
    return new LayerError('probe/http', what, 'probe that address, if it is the right one', facts);
  }
  if (status < 400) return undefined;
  const hint = status < 500 ? 'look whether the path is right; many serve MCP at /mcp' : LOGS;
  return new LayerError('probe/http', `the server answers with HTTP ${status}`, hint, facts);
}

const lateFacts = ({ timeout }: Limit) => ({ gaveUpAfterMs: timeout });

const IS_IT_MCP =
  'look whether the address is an MCP server’s, and which versions of MCP it speaks';

function explainAnswer({ error, exchange, method, limit }: Failed): LayerError {
  const fail = (message: string) => new LayerError('probe/protocol', message, IS_IT_MCP);
  if (limit.deadline.aborted) {
    const message = `the server did not end its answer to ${method} ${inTime(limit)}`;
    return new LayerError('probe/protocol', message, LOGS, lateFacts(limit));
  }
  if (error instanceof McpError) {
    return fail(
      `the server answers ${method} with the error ${error.code}: ${shorten(error.message)}`,
    );
  }
  const type = exchange?.contentType ?? '';
  if (exchange?.status !== 202 && !/^(application\/json|text\/event-stream)\b/i.test(type)) {
    return fail(`the server answers ${method} with ${type || 'no type'}, which is not MCP`);
  }
  return fail(`the server’s answer to ${method} can’t be read as MCP: ${problemOf(error)}`);
}

/** A schema's errors are long lists; the first names the place. */
function problemOf(error: unknown): string {
  const issues = error instanceof Error && 'issues' in error ? error.issues : undefined;
  const [first] = Array.isArray(issues) ? issues : [];
  if (first !== undefined)
    return shorten(`${first.path?.join('.') || 'the message'}: ${first.message}`);
  return shorten(error instanceof Error ? error.message : String(error));
}

const LONGEST = 200;

/** What a server says may be long. */
export const shorten = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
