import { once } from 'node:events';
import type { Logger } from '@mcp-on-ecs/shared/logger.ts';
import express, { type Response, Router } from 'express';
import type { AgentClient } from './agent-client.ts';
import { keepConversation, newConversation, readConversation } from './conversation-cookie.ts';
import { formatEvent } from './event-stream.ts';
import { AGENT_SILENT, ANSWER_INTERRUPTED } from './failure.ts';
import { readMessage } from './read-message.ts';
import { relayAnswer } from './relay-answer.ts';
import { sameOriginOnly } from './same-origin.ts';
import { SilenceLimit } from './silence-limit.ts';
import type { UiSettings } from './ui-settings.ts';

/** JSON may write a UTF-16 code unit as six bytes (\\u0041); the rest is the envelope. */
const BODY_BYTES_PER_CHARACTER = 6;
const ENVELOPE_BYTES = 1_024;

/** POST /api/chat: one message in, the agent's events out. */
export function chatRoute(settings: UiSettings, agent: AgentClient, logger: Logger): Router {
  const maximum = settings.MAX_MESSAGE_CHARACTERS;
  const body = express.json({ limit: maximum * BODY_BYTES_PER_CHARACTER + ENVELOPE_BYTES });
  const router = Router();
  router.post('/api/chat', sameOriginOnly(), body, async (request, response) => {
    const message = readMessage(request.body, maximum);
    const conversationId = readConversation(request) ?? newConversation();
    keepConversation(request, response, conversationId);
    const limit = new SilenceLimit(settings.AGENT_SILENCE_SECONDS * 1000);
    response.once('close', () => limit.stop());
    try {
      await sendAnswer(await agent.openAnswer({ message, conversationId }, limit), response, limit);
    } catch (error) {
      // A visitor who has left is no failure, and nobody is there to be told.
      if (response.closed) return;
      if (!response.headersSent) throw error;
      logger.warn({ err: error }, 'answer interrupted');
      endBrokenOff(response, limit);
    } finally {
      limit.stop();
    }
  });
  return router;
}

async function sendAnswer(
  answer: AsyncIterable<string>,
  response: Response,
  limit: SilenceLimit,
): Promise<void> {
  // `no-transform` and `X-Accel-Buffering` keep proxies from collecting the stream.
  response.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
  response.set('Cache-Control', 'no-store, no-transform').flushHeaders();
  const complete = await relayAnswer(answer, async (text) => {
    if (!response.write(text)) await once(response, 'drain', { signal: limit.signal });
  });
  if (!complete) throw new Error('the agent ended its stream without its last event');
  response.end();
}

/** The page must never take a broken answer for a whole one. */
function endBrokenOff(response: Response, limit: SilenceLimit): void {
  // A visitor who does not read would hold the connection for ever.
  if (response.writableNeedDrain) return void response.destroy();
  response.end(formatEvent('error', limit.expired ? AGENT_SILENT : ANSWER_INTERRUPTED));
}
