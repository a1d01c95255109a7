import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { addThingTools } from './thing-tools.ts';

export interface McpDouble {
  readonly url: string;
  readonly port: number;
  /** Names of the tools called, in order of arrival. */
  readonly called: string[];
  /** How many tool calls the client gave up while they ran. */
  abandoned: number;
  /** How often the tools were listed. */
  listed: number;
  addTools: (server: McpServer, double: McpDouble) => void;
  /** Answers every request with this HTTP status until it is undefined again. */
  failWith: number | undefined;
  /** Breaks the connection at the next call of this tool, so that nobody knows whether it ran. */
  readonly failOnce: (tool: string) => void;
  readonly close: () => Promise<void>;
}

export interface McpDoubleOptions {
  readonly port?: number;
  /** Keeps a session a client and answers 404 to an unknown one, as a restarted stateful server does. */
  readonly stateful?: boolean;
}

interface RpcBody {
  readonly method?: string;
  readonly params?: { readonly name?: string };
}

type Serve = (
  request: IncomingMessage,
  response: ServerResponse,
  body: RpcBody | undefined,
) => Promise<void>;

/** A small MCP server over Streamable HTTP, made with the SDK. */
export async function startMcpDouble(options: McpDoubleOptions = {}): Promise<McpDouble> {
  const http = createServer();
  http.listen(options.port ?? 0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const failing = new Set<string | undefined>();
  const double: McpDouble = {
    url: `http://127.0.0.1:${port}/mcp`,
    port,
    called: [],
    abandoned: 0,
    listed: 0,
    addTools: addThingTools,
    failWith: undefined,
    failOnce: (tool) => void failing.add(tool),
    close: async () => {
      const closed = once(http, 'close');
      http.close();
      http.closeAllConnections();
      await closed;
    },
  };
  const serve = options.stateful ? serveSessions(double) : serveStateless(double);
  http.on('request', async (request, response) => {
    if (double.failWith) {
      response.writeHead(double.failWith).end(`{"secret":"${SERVER_DETAIL}"}`);
      return;
    }
    const body = request.method === 'POST' ? ((await json(request)) as RpcBody) : undefined;
    if (body?.method === 'tools/list') double.listed += 1;
    if (body?.method === 'tools/call' && failing.delete(body.params?.name)) response.destroy();
    else await serve(request, response, body);
  });
  return double;
}

/** Text of the server's that must never reach a client of the agent. */
export const SERVER_DETAIL = 'stack trace of the MCP server';

function serveStateless(double: McpDouble): Serve {
  return async (request, response, body) => {
    if (request.method !== 'POST') {
      response.writeHead(405).end();
      return;
    }
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    const server = newServer(double);
    response.once('close', () => void server.close());
    await server.connect(transport as Transport);
    await transport.handleRequest(request, response, body);
  };
}

function serveSessions(double: McpDouble): Serve {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  return async (request, response, body) => {
    const id = request.headers['mcp-session-id'];
    const known = sessions.get(String(id));
    if (id && !known) {
      response.writeHead(404).end();
      return;
    }
    const transport =
      known ??
      new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: (session) => void sessions.set(session, transport),
      });
    if (!known) await newServer(double).connect(transport as Transport);
    await transport.handleRequest(request, response, body);
  };
}

function newServer(double: McpDouble): McpServer {
  const server = new McpServer({ name: 'things', version: '1.0.0' });
  double.addTools(server, double);
  return server;
}
