import type { RequestHandler } from 'express';
import { readConversationId } from '../chat-request.ts';
import type { ConversationStore } from '../conversations/conversation-store.ts';

/** `DELETE /conversations/:id`: 204, also when it is unknown, so that a client may repeat it. */
export function forgetConversation(conversations: ConversationStore): RequestHandler {
  return (request, response) => {
    conversations.forget(readConversationId(request.params.id));
    response.status(204).end();
  };
}
