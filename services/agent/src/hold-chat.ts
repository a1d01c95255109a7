import type { Logger } from '@mcp-on-ecs/shared/logger.ts';
import { ClientLeft } from './cancellation.ts';
import { asChatError } from './chat-errors.ts';
import { ChatReport, shortHash } from './chat-report.ts';
import type { ChatRequest } from './chat-request.ts';
import type { ConversationStore } from './conversations/conversation-store.ts';
import { type AnswerWith, answer } from './loop/answer.ts';
import type { AnswerEvent } from './loop/answer-events.ts';

export interface ChatServices extends AnswerWith {
  readonly conversations: ConversationStore;
  readonly modelId: string;
  readonly logger: Logger;
}

/** What a client sees of an answer. The names and fields are the HTTP contract. */
export type ChatEvent =
  | { readonly type: 'start'; readonly conversation_id: string; readonly model: string }
  | Extract<AnswerEvent, { type: 'text' | 'tool_call' | 'tool_result' }>
  | {
      readonly type: 'done';
      readonly conversation_id: string;
      readonly tools_used: readonly string[];
      readonly stop_reason: string;
    };

/**
 * Answers one message within its conversation. The first event comes once the conversation is ours;
 * the history changes only if the answer is complete.
 *
 * @throws {ChatError | ClientLeft}
 */
export async function* holdChat(
  { message, conversationId }: ChatRequest,
  services: ChatServices,
  { signal, requestId }: { readonly signal: AbortSignal; readonly requestId: string },
): AsyncGenerator<ChatEvent, void> {
  const conversation = services.conversations.open(conversationId);
  const report = new ChatReport(
    services.logger.child({ request_id: requestId, conversation: shortHash(conversationId) }),
  );
  let end = () => report.failed(leftEarly(signal));
  try {
    yield { type: 'start', conversation_id: conversationId, model: services.modelId };
    const question = { message, history: conversation.history };
    for await (const event of answer(question, services, signal)) {
      report.count(event);
      if (event.type === 'turn') continue;
      if (event.type !== 'answered') {
        yield event;
        continue;
      }
      conversation.keep(event.exchange);
      // Free before the client knows that the answer is done: its next message may come at once.
      conversation.close();
      end = () => report.answered();
      const { stopReason } = event;
      yield done(conversationId, report.toolsUsed, stopReason);
    }
  } catch (thrown) {
    const failure = signal.aborted ? signal.reason : asChatError(thrown);
    end = () => report.failed(failure);
    throw failure;
  } finally {
    conversation.close();
    end();
  }
}

/** The consumer stopped reading without an error of ours: its client is gone, or its time is over. */
function leftEarly(signal: AbortSignal): unknown {
  return signal.aborted ? signal.reason : new ClientLeft('nobody reads the answer');
}

function done(conversationId: string, toolsUsed: string[], stopReason: string): ChatEvent {
  return {
    type: 'done',
    conversation_id: conversationId,
    tools_used: toolsUsed,
    stop_reason: stopReason,
  };
}
