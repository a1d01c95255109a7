import { createHash } from 'node:crypto';
import type { Logger } from '@mcp-on-ecs/shared/logger.ts';
import { ClientLeft } from './cancellation.ts';
import { asChatError, type ChatErrorCode } from './chat-errors.ts';
import type { AnswerEvent } from './loop/answer-events.ts';

/** Ours to repair, as against a busy model or a client's mistake. */
const OUR_FAULT = new Set<ChatErrorCode>(['internal_error', 'model_misconfigured']);

/** Enough of a conversation id to find its lines. Whoever has the whole id can read the conversation. */
export function shortHash(conversationId: string): string {
  return createHash('sha256').update(conversationId).digest('hex').slice(0, 12);
}

/** Counts what one chat request used and writes its log line. No message, answer or tool input in it. */
export class ChatReport {
  readonly #logger: Logger;
  readonly #started = performance.now();
  readonly #tools = new Set<string>();
  #turns = 0;
  #inputTokens = 0;
  #outputTokens = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Names in order of first use. */
  get toolsUsed(): string[] {
    return [...this.#tools];
  }

  count(event: AnswerEvent): void {
    if (event.type === 'tool_call') this.#tools.add(event.name);
    if (event.type !== 'turn') return;
    this.#turns += 1;
    this.#inputTokens += event.usage.inputTokens;
    this.#outputTokens += event.usage.outputTokens;
  }

  answered(): void {
    this.#logger.info({ outcome: 'answered', ...this.#numbers() }, 'chat');
  }

  failed(thrown: unknown): void {
    if (thrown instanceof ClientLeft) {
      this.#logger.info({ outcome: 'client_left', ...this.#numbers() }, 'chat');
      return;
    }
    const { code, cause } = asChatError(thrown);
    const level = OUR_FAULT.has(code) ? 'error' : 'warn';
    const line = { outcome: code, ...this.#numbers(), ...(cause !== undefined && { err: cause }) };
    this.#logger[level](line, 'chat');
  }

  #numbers() {
    return {
      turns: this.#turns,
      tools: this.toolsUsed,
      input_tokens: this.#inputTokens,
      output_tokens: this.#outputTokens,
      ms: Math.round(performance.now() - this.#started),
    };
  }
}
