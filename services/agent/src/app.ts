import type { Logger } from '@mcp-on-ecs/shared/logger.ts';
import { healthRoutes, type Readiness } from '@mcp-on-ecs/shared/readiness.ts';
import { requestLog } from '@mcp-on-ecs/shared/request-log.ts';
import express, { type Express } from 'express';
import { ConversationStore } from './conversations/conversation-store.ts';
import type { Model } from './model/model.ts';
import { chatRoute } from './routes/chat.ts';
import { chatStreamRoute } from './routes/chat-stream.ts';
import {
  errorResponses,
  methodNotAllowed,
  notFound,
  requireJson,
} from './routes/error-responses.ts';
import { forgetConversation } from './routes/forget-conversation.ts';
import type { AgentSettings } from './settings.ts';
import type { ToolSource } from './tools/tool-source.ts';

export interface AgentDependencies {
  readonly logger: Logger;
  readonly readiness: Readiness;
  readonly model: Model;
  readonly tools: ToolSource;
}

/** The agent's HTTP side. It owns the conversations; everything that reaches out is given. */
export function createApp(settings: AgentSettings, deps: AgentDependencies): Express {
  const { logger, readiness, model, tools } = deps;
  const conversations = conversationStore(settings);
  const { MODEL_ID: modelId, MAX_TURNS: maxTurns } = settings;
  const services = { model, tools, maxTurns, conversations, modelId, logger };
  const limits = {
    messageCharacters: settings.MAX_MESSAGE_CHARACTERS,
    requestMs: settings.REQUEST_TIMEOUT_SECONDS * 1000,
  };
  const readBody = [requireJson, express.json({ limit: settings.MAX_BODY_BYTES })];

  const app = express();
  app.disable('x-powered-by');
  app.use(healthRoutes(readiness));
  app
    .route('/conversations/:id')
    // Before the request log: the path holds the whole conversation id.
    .delete(forgetConversation(conversations))
    .all(methodNotAllowed('DELETE'));
  app.use(requestLog(logger));
  app.route('/chat').post(readBody, chatRoute(services, limits)).all(methodNotAllowed('POST'));
  app
    .route('/chat/stream')
    .post(readBody, chatStreamRoute(services, limits))
    .all(methodNotAllowed('POST'));
  app.use(notFound, errorResponses(logger));
  return app;
}

function conversationStore(settings: AgentSettings): ConversationStore {
  return new ConversationStore({
    conversations: settings.MAX_CONVERSATIONS,
    idleMs: settings.CONVERSATION_IDLE_SECONDS * 1000,
    history: {
      messages: settings.MAX_HISTORY_MESSAGES,
      characters: settings.MAX_HISTORY_CHARACTERS,
    },
  });
}
