import type { Message } from '@aws-sdk/client-bedrock-runtime';
import { ChatError } from '../chat-errors.ts';
import type { Exchange } from '../conversations/trim-history.ts';
import type { Model, ModelTurn } from '../model/model.ts';
import { modelToolName } from '../tools/tool-schema.ts';
import type { ToolSource } from '../tools/tool-source.ts';
import type { AnswerEvent } from './answer-events.ts';
import { runTools } from './run-tools.ts';
import { nextStep } from './stop-reasons.ts';
import { SYSTEM_PROMPT } from './system-prompt.ts';

export interface AnswerWith {
  readonly model: Model;
  readonly tools: ToolSource;
  readonly maxTurns: number;
}

export interface Question {
  readonly message: string;
  readonly history: readonly Exchange[];
}

/**
 * Answers one message: asks the model, runs the tools that it calls, asks again with their results,
 * until it is done.
 *
 * @throws {ChatError} when there is no answer, or the signal's reason
 */
export async function* answer(
  { message, history }: Question,
  { model, tools, maxTurns }: AnswerWith,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void> {
  const past = history.flat();
  const exchange: Message[] = [{ role: 'user', content: [{ text: message }] }];
  let spoke = false;
  let retried = false;
  for (let turns = 1; turns <= maxTurns; turns += 1) {
    const request = {
      system: SYSTEM_PROMPT,
      messages: [...past, ...exchange],
      tools: await tools.list(signal),
    };
    const turn: ModelTurn = yield* speak(model(request, signal), spoke);
    yield { type: 'turn', usage: turn.usage };
    spoke ||= turn.text !== '';
    const next = nextStep(turn);
    // What was shown can't be taken back, so only a turn that showed nothing is tried again.
    const again = next.step === 'retry' && !retried && turn.text === '';
    if (again) {
      retried = true;
      continue;
    }
    if (next.step === 'fail' || next.step === 'retry') {
      throw new ChatError(next.code, { cause: `the model stopped with ${turn.stopReason}` });
    }
    if (next.step === 'finish') {
      exchange.push(assistantMessage(turn));
      yield { type: 'answered', exchange, stopReason: turn.stopReason };
      return;
    }
    if (turns === maxTurns) break;
    exchange.push(assistantMessage(turn), yield* runTools(turn.toolUses, tools, signal));
  }
  throw new ChatError('too_many_turns');
}

/** Passes a turn's text on as it comes; text of a later turn begins a new paragraph. */
async function* speak(
  events: ReturnType<Model>,
  spokeBefore: boolean,
): AsyncGenerator<AnswerEvent, ModelTurn> {
  let separator = spokeBefore ? '\n\n' : '';
  for await (const event of events) {
    if (event.type === 'turn') return event.turn;
    yield { type: 'text', text: separator + event.text };
    separator = '';
  }
  throw new ChatError('model_output_invalid');
}

/** Converse refuses blank text, and names in a history that it would refuse in a tool's description. */
function assistantMessage({ text, toolUses }: ModelTurn): Message {
  const calls = toolUses.map(({ id, name, input }) => ({
    toolUse: { toolUseId: id, name: modelToolName(name), input: input ?? {} },
  }));
  return { role: 'assistant', content: [...(text ? [{ text }] : []), ...calls] };
}
