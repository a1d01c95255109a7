import type { Message, Tool } from '@aws-sdk/client-bedrock-runtime';
import type { JsonObject } from '../json.ts';

export interface ModelRequest {
  readonly system: string;
  readonly messages: readonly Message[];
  readonly tools: readonly Tool[];
}

export interface ToolUse {
  readonly id: string;
  readonly name: string;
  /** Undefined when the model wrote something that is not a JSON object. */
  readonly input: JsonObject | undefined;
}

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What the model said in one turn, without its thinking. */
export interface ModelTurn {
  readonly text: string;
  readonly toolUses: readonly ToolUse[];
  readonly stopReason: string;
  readonly usage: Usage;
}

/** Text as it comes; the whole turn is the last event. */
export type ModelEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'turn'; readonly turn: ModelTurn };

/** One turn of a model. Its failures are `ChatError`s; an abort throws the signal's reason. */
export type Model = (request: ModelRequest, signal: AbortSignal) => AsyncIterable<ModelEvent>;
