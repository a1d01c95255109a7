import type { Logger } from '@mcp-on-ecs/shared/logger.ts';
import { healthRoutes, type Readiness } from '@mcp-on-ecs/shared/readiness.ts';
import { requestLog } from '@mcp-on-ecs/shared/request-log.ts';
import express, { type Express, type RequestHandler } from 'express';
import type { Catalog } from './catalog/catalog-keeper.ts';
import { answerMcp } from './http/answer-mcp.ts';
import { checkMessages } from './http/check-messages.ts';
import { guardHosts } from './http/guard-hosts.ts';
import { RPC_CODE, sendRpcError } from './http/json-rpc-error.ts';
import { answerErrors, readBody } from './http/read-body.ts';
import type { ServerSettings } from './settings.ts';
import { allTools } from './tools/all-tools.ts';
import type { Tool } from './tools/tool.ts';

export interface Dependencies {
  readonly catalog: Catalog;
  readonly logger: Logger;
  readonly readiness: Readiness;
  readonly tools?: readonly Tool[];
}

/** Health routes stand outside the host guard: whoever probes knows only an address. */
export function createApp(
  settings: Pick<ServerSettings, 'ALLOWED_HOSTS' | 'TOOL_TIMEOUT_SECONDS'>,
  { catalog, logger, readiness, tools = allTools }: Dependencies,
): Express {
  const timeLimitMs = settings.TOOL_TIMEOUT_SECONDS * 1000;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(requestLog(logger));
  app.use(healthRoutes(readiness));
  app.all(
    '/mcp',
    guardHosts(settings.ALLOWED_HOSTS),
    onlyPost,
    readBody,
    checkMessages,
    answerMcp(tools, { catalog, logger, timeLimitMs }),
  );
  app.use(notFound);
  app.use(answerErrors(logger));
  return app;
}

/** A stateless server has no stream to open by GET and no session to end by DELETE. */
const onlyPost: RequestHandler = (request, response, next) => {
  if (request.method === 'POST') return next();
  response.setHeader('Allow', 'POST');
  const message = 'This server is stateless; only POST is allowed.';
  sendRpcError(response, { status: 405, code: RPC_CODE.refused, message });
};

const notFound: RequestHandler = (_request, response) => {
  response
    .status(404)
    .json({ error: { code: 'not_found', message: 'MCP is served at POST /mcp.' } });
};
