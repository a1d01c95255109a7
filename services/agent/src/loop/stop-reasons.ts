import type { StopReason } from '@aws-sdk/client-bedrock-runtime';
import type { ChatErrorCode } from '../chat-errors.ts';
import type { ModelTurn } from '../model/model.ts';

/** What the loop does when the model stopped. `retry` asks again once, then fails with the code. */
export type NextStep =
  | { readonly step: 'finish' }
  | { readonly step: 'run_tools' }
  | { readonly step: 'retry'; readonly code: ChatErrorCode }
  | { readonly step: 'fail'; readonly code: ChatErrorCode };

const RETRY: NextStep = { step: 'retry', code: 'model_output_invalid' };

const STEP_AFTER: Readonly<Record<StopReason, NextStep>> = {
  end_turn: { step: 'finish' },
  stop_sequence: { step: 'finish' },
  tool_use: { step: 'run_tools' },
  max_tokens: { step: 'fail', code: 'output_too_long' },
  guardrail_intervened: { step: 'fail', code: 'model_refused' },
  content_filtered: { step: 'fail', code: 'model_refused' },
  malformed_model_output: RETRY,
  malformed_tool_use: RETRY,
  model_context_window_exceeded: { step: 'fail', code: 'conversation_too_long' },
};

/** Models get new stop reasons without a new SDK: one that nobody knows is a failure, not an answer. */
const UNKNOWN_STOP: NextStep = { step: 'fail', code: 'model_output_invalid' };

/** What follows a turn: what its stop reason says, unless what it holds says otherwise. */
export function nextStep({ stopReason, text, toolUses }: ModelTurn): NextStep {
  const next = stepAfter(stopReason);
  if (next.step === 'run_tools' && toolUses.length === 0) return RETRY;
  // A tool call without its result would make the history unusable.
  if (next.step === 'finish' && toolUses.length > 0) return { step: 'run_tools' };
  if (next.step === 'finish' && text === '') return RETRY;
  return next;
}

function stepAfter(stopReason: string): NextStep {
  return Object.hasOwn(STEP_AFTER, stopReason)
    ? STEP_AFTER[stopReason as StopReason]
    : UNKNOWN_STOP;
}
