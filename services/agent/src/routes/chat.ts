import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { limitWork } from '../cancellation.ts';
import { readChatRequest } from '../chat-request.ts';
import { type ChatServices, holdChat } from '../hold-chat.ts';

export interface ChatRouteLimits {
  readonly messageCharacters: number;
  readonly requestMs: number;
}

/** `POST /chat`: the whole answer at once. */
export function chatRoute(services: ChatServices, limits: ChatRouteLimits): RequestHandler {
  return async (request, response) => {
    const chat = readChatRequest(request.body, limits.messageCharacters);
    const deadline = limitWork(response, limits.requestMs);
    const scope = { signal: deadline.signal, requestId: randomUUID() };
    response.set('X-Request-Id', scope.requestId);
    let text = '';
    let toolsUsed: readonly string[] = [];
    try {
      for await (const event of holdChat(chat, services, scope)) {
        if (event.type === 'text') text += event.text;
        if (event.type === 'done') toolsUsed = event.tools_used;
      }
    } finally {
      deadline.end();
    }
    const { conversationId } = chat;
    response.json({ response: text, conversation_id: conversationId, tools_used: toolsUsed });
  };
}
