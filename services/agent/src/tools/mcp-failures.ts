import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';

/**
 * What a failed MCP request means.
 * `not_delivered`: the server certainly did not act on it. `lost`: nobody knows whether it did.
 * `refused`: the server says that the input is wrong. `failed`: anything else it answered.
 */
export type McpFailure = 'not_delivered' | 'lost' | 'refused' | 'failed';

/** The session is gone, as after a restart of a stateful server (MCP: start a new one on 404). */
const SESSION_GONE = 404;

/** What proxies answer for a server that is away. */
const GATEWAY_STATUSES = new Set<number | undefined>([502, 503, 504]);

const NEVER_CONNECTED = new Set<string | undefined>([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);

export function mcpFailure(thrown: unknown): McpFailure {
  if (thrown instanceof StreamableHTTPError) {
    if (thrown.code === SESSION_GONE) return 'not_delivered';
    return GATEWAY_STATUSES.has(thrown.code) ? 'lost' : 'failed';
  }
  if (thrown instanceof McpError) {
    if (thrown.code === ErrorCode.ConnectionClosed) return 'lost';
    return thrown.code === ErrorCode.InvalidParams ? 'refused' : 'failed';
  }
  if (thrown instanceof Error && thrown.message === 'Not connected') return 'not_delivered';
  // `fetch` throws a TypeError for every network failure and puts the system's error into its cause.
  if (thrown instanceof TypeError) {
    const { code } = (thrown.cause ?? {}) as NodeJS.ErrnoException;
    return NEVER_CONNECTED.has(code) ? 'not_delivered' : 'lost';
  }
  return 'failed';
}
