import type { Logger } from '@mcp-on-ecs/shared/logger.ts';
import { Router } from 'express';
import type { AgentClient } from './agent-client.ts';
import { keepConversation, newConversation, readConversation } from './conversation-cookie.ts';
import { sameOriginOnly } from './same-origin.ts';

/** POST /api/reset: the visitor starts anew. */
export function resetRoute(agent: AgentClient, logger: Logger): Router {
  const router = Router();
  router.post('/api/reset', sameOriginOnly(), async (request, response) => {
    const old = readConversation(request);
    // An agent that is down must not hold the visitor to the old conversation: it forgets idle ones itself.
    if (old) await agent.forget(old).catch((err) => logger.warn({ err }, 'not forgotten'));
    keepConversation(request, response, newConversation());
    response.status(204).end();
  });
  return router;
}
