import type { Logger } from '@mcp-on-ecs/shared/logger.ts';
import { healthRoutes, type Readiness } from '@mcp-on-ecs/shared/readiness.ts';
import { requestLog } from '@mcp-on-ecs/shared/request-log.ts';
import express, { type Express } from 'express';
import { AgentClient } from './agent-client.ts';
import { chatRoute } from './chat-route.ts';
import { configRoute } from './config-route.ts';
import { answerFailure } from './failure-handler.ts';
import { resetRoute } from './reset-route.ts';
import { securityHeaders } from './security-headers.ts';
import { notFound, staticPage } from './static-page.ts';
import type { UiSettings } from './ui-settings.ts';

export interface AppDependencies {
  readonly logger: Logger;
  readonly readiness: Readiness;
}

/** The page and its API. Keeps nothing in memory, so any task can serve any visitor. */
export function createApp(settings: UiSettings, { logger, readiness }: AppDependencies): Express {
  const agent = new AgentClient(settings.AGENT_URL);
  const app = express();
  app.use(requestLog(logger));
  app.use(securityHeaders());
  app.use(healthRoutes(readiness));
  app.use('/api', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.use(configRoute(settings));
  app.use(chatRoute(settings, agent, logger));
  app.use(resetRoute(agent, logger));
  app.use(staticPage());
  app.use(notFound());
  app.use(answerFailure(logger));
  return app;
}
