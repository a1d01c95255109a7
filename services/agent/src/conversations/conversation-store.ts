import { LRUCache } from 'lru-cache';
import { ChatError } from '../chat-errors.ts';
import { type Exchange, type HistoryLimits, trimHistory } from './trim-history.ts';

export interface StoreLimits {
  readonly conversations: number;
  readonly idleMs: number;
  readonly history: HistoryLimits;
}

/** A conversation that one answer holds; nobody else gets it until `close`. */
export interface OpenConversation {
  readonly history: readonly Exchange[];
  /** Adds a finished exchange. An unfinished one is never kept, so the history stays valid. */
  readonly keep: (exchange: Exchange) => void;
  readonly close: () => void;
}

/** Conversations in this process's memory: bounded in number, idle time and length. */
export class ConversationStore {
  readonly #limits: StoreLimits;
  readonly #histories: LRUCache<string, readonly Exchange[]>;
  readonly #open = new Map<string, OpenConversation>();

  constructor(limits: StoreLimits, clock: { now(): number } = performance) {
    this.#limits = limits;
    this.#histories = new LRUCache({
      max: limits.conversations,
      ttl: limits.idleMs,
      ttlResolution: 0,
      updateAgeOnGet: true,
      perf: clock,
    });
  }

  get size(): number {
    return this.#histories.size;
  }

  /** @throws {ChatError} `conversation_busy` while another answer holds the conversation */
  open(id: string): OpenConversation {
    if (this.#open.has(id)) throw new ChatError('conversation_busy');
    const history = this.#histories.get(id) ?? [];
    const conversation: OpenConversation = {
      history,
      keep: (exchange) => {
        // Forgotten in the meantime: writing it back would undo the visitor's reset.
        if (this.#open.get(id) !== conversation) return;
        this.#histories.set(id, trimHistory([...history, exchange], this.#limits.history));
      },
      close: () => {
        if (this.#open.get(id) === conversation) this.#open.delete(id);
      },
    };
    this.#open.set(id, conversation);
    return conversation;
  }

  /** Also frees a conversation that is being answered; that answer will not be remembered. */
  forget(id: string): void {
    this.#histories.delete(id);
    this.#open.delete(id);
  }
}
