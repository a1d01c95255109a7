import type { Exchange } from '../conversations/trim-history.ts';
import type { JsonObject } from '../json.ts';
import type { Usage } from '../model/model.ts';

export type ToolEvent =
  | {
      readonly type: 'tool_call';
      readonly id: string;
      readonly name: string;
      readonly input: JsonObject;
    }
  | {
      readonly type: 'tool_result';
      readonly id: string;
      readonly name: string;
      readonly status: 'success' | 'error';
      readonly result: JsonObject;
    };

/** What happens while a message is answered. `answered` is the last one and holds what to remember. */
export type AnswerEvent =
  | ToolEvent
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'turn'; readonly usage: Usage }
  | { readonly type: 'answered'; readonly exchange: Exchange; readonly stopReason: string };
