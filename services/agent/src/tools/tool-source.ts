import type { Tool } from '@aws-sdk/client-bedrock-runtime';
import type { ToolUse } from '../model/model.ts';
import type { ToolOutcome } from './tool-outcome.ts';

/** Tools as the loop sees them. It knows none of them by name. */
export interface ToolSource {
  /** @throws {ChatError} `tools_unavailable`, or the signal's reason */
  readonly list: (signal: AbortSignal) => Promise<readonly Tool[]>;
  /**
   * Runs one call. What the model can do something about is an outcome with status `error`.
   *
   * @throws {ChatError} `tools_unavailable`, or the signal's reason
   */
  readonly call: (use: ToolUse, signal: AbortSignal) => Promise<ToolOutcome>;
}
