import { z } from 'zod';

/**
 * What of the agent's events reaches the page. zod drops every field that is not named here,
 * above all `conversation_id`: whoever holds it holds the conversation, so no script may see it.
 */
const PASSED = {
  start: z.object({ model: z.string().optional() }),
  text: z.object({ text: z.string() }),
  tool_call: z.object({ id: z.string(), name: z.string(), input: z.json() }),
  tool_result: z.object({
    id: z.string(),
    name: z.string(),
    status: z.enum(['success', 'error']),
    result: z.json(),
  }),
  done: z.object({ tools_used: z.array(z.string()), stop_reason: z.string().optional() }),
  error: z.object({ code: z.string(), message: z.string(), retryable: z.boolean() }),
};

export type PassedEvent = keyof typeof PASSED;

/** The failure in an agent's answer that is not a stream, and in the `error` event. */
export const agentFailure = PASSED.error;

export function isPassed(event: string): event is PassedEvent {
  return Object.hasOwn(PASSED, event);
}

/** After one of these the agent has said everything. */
export function isLast(event: PassedEvent): boolean {
  return event === 'done' || event === 'error';
}

/**
 * The part of an event's data that the page may see.
 *
 * @throws when the data is not what the agent's contract says
 */
export function passedData(event: PassedEvent, data: string): unknown {
  return PASSED[event].parse(JSON.parse(data));
}
