import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { ClientLeft, limitWork } from '../cancellation.ts';
import { asChatError } from '../chat-errors.ts';
import { readChatRequest } from '../chat-request.ts';
import { type ChatServices, holdChat } from '../hold-chat.ts';
import { type EventStream, openEventStream } from '../sse.ts';
import type { ChatRouteLimits } from './chat.ts';

/** `POST /chat/stream`: the answer while it comes. What fails before its first event is a plain HTTP error. */
export function chatStreamRoute(services: ChatServices, limits: ChatRouteLimits): RequestHandler {
  return async (request, response) => {
    const chat = readChatRequest(request.body, limits.messageCharacters);
    const deadline = limitWork(response, limits.requestMs);
    const scope = { signal: deadline.signal, requestId: randomUUID() };
    response.set('X-Request-Id', scope.requestId);
    let stream: EventStream | undefined;
    try {
      for await (const { type, ...data } of holdChat(chat, services, scope)) {
        stream ??= openEventStream(response);
        await stream.send(type, data, scope.signal);
      }
      stream?.end();
    } catch (thrown) {
      if (!stream) throw thrown;
      endFailed(stream, scope.signal.aborted ? scope.signal.reason : thrown);
    } finally {
      deadline.end();
    }
  };
}

function endFailed(stream: EventStream, failure: unknown): void {
  if (failure instanceof ClientLeft) stream.end();
  else stream.end({ event: 'error', data: asChatError(failure).body });
}
