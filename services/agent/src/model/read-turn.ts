import type { ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import { parseJsonObject } from '../json.ts';
import type { ModelEvent, ModelTurn, ToolUse, Usage } from './model.ts';
import { ThinkingFilter } from './strip-thinking.ts';

interface ToolUseParts {
  readonly id: string;
  readonly name: string;
  input: string;
}

/**
 * Reads the stream of one turn. Only a stream with a `messageStop` is a turn: one that merely
 * ends was cut, and its half sentence must not pass for an answer.
 */
export async function* readTurn(
  stream: AsyncIterable<ConverseStreamOutput>,
): AsyncGenerator<ModelEvent, void> {
  const reader = new TurnReader();
  for await (const part of stream) {
    const text = reader.read(part);
    if (text) yield { type: 'text', text };
  }
  const text = reader.rest();
  if (text) yield { type: 'text', text };
  yield { type: 'turn', turn: reader.turn() };
}

class TurnReader {
  readonly #thinking = new ThinkingFilter();
  readonly #toolUses = new Map<number, ToolUseParts>();
  #text = '';
  #stopReason: string | undefined;
  #usage: Usage = { inputTokens: 0, outputTokens: 0 };

  /** Takes one part of the stream; gives the text that may be shown. */
  read(part: ConverseStreamOutput): string {
    const { contentBlockStart: start, contentBlockDelta: block, messageStop, metadata } = part;
    if (start?.start?.toolUse) {
      const { toolUseId, name } = start.start.toolUse;
      const id = toolUseId ?? '';
      this.#toolUses.set(start.contentBlockIndex ?? 0, { id, name: name ?? '', input: '' });
    }
    if (block?.delta?.toolUse) {
      const toolUse = this.#toolUses.get(block.contentBlockIndex ?? 0);
      if (toolUse) toolUse.input += block.delta.toolUse.input ?? '';
    }
    if (messageStop) this.#stopReason = messageStop.stopReason ?? '';
    if (metadata?.usage) {
      const { inputTokens = 0, outputTokens = 0 } = metadata.usage;
      this.#usage = { inputTokens, outputTokens };
    }
    return block?.delta?.text ? this.#show(this.#thinking.push(block.delta.text)) : '';
  }

  rest(): string {
    return this.#show(this.#thinking.end());
  }

  turn(): ModelTurn {
    if (this.#stopReason === undefined) throw new Error('the stream ended without a messageStop');
    return {
      text: this.#text.trimEnd(),
      toolUses: [...this.#toolUses.values()].map(asToolUse),
      stopReason: this.#stopReason,
      usage: this.#usage,
    };
  }

  /** Removed thinking leaves blank lines before the text; they go too. */
  #show(piece: string): string {
    const shown = this.#text === '' ? piece.trimStart() : piece;
    this.#text += shown;
    return shown;
  }
}

function asToolUse({ id, name, input }: ToolUseParts): ToolUse {
  return { id, name, input: parseJsonObject(input || '{}') };
}
