// @ts-check

/**
 * @typedef {{code: string, message: string, retryable: boolean}} Failure
 * @typedef {{kind: 'text', text: string}} TextPart
 * @typedef {{kind: 'tool', id: string, name: string, input: unknown, status: 'running' | 'success' | 'error' | 'unfinished', result?: unknown}} ToolPart
 * @typedef {TextPart | ToolPart} Part
 * @typedef {{state: 'answering' | 'finished' | 'stopped' | 'failed', parts: Part[], failure?: Failure}} Answer
 *
 * @typedef {{type: 'start'}} StartEvent
 * @typedef {{type: 'text', text: string}} TextEvent
 * @typedef {{type: 'tool_call', id: string, name: string, input: unknown}} ToolCallEvent
 * @typedef {{type: 'tool_result', id: string, name: string, status: 'success' | 'error', result: unknown}} ToolResultEvent
 * @typedef {{type: 'done'}} DoneEvent
 * @typedef {{type: 'error'} & Failure} ErrorEvent
 * @typedef {StartEvent | TextEvent | ToolCallEvent | ToolResultEvent | DoneEvent | ErrorEvent} AnswerEvent
 */

/** @returns {Answer} */
export function newAnswer() {
  return { state: 'answering', parts: [] };
}

/**
 * The answer after one more event of its stream. The given answer stays as it is.
 *
 * @param {Answer} answer
 * @param {AnswerEvent} event
 * @returns {Answer}
 */
export function afterEvent(answer, event) {
  switch (event.type) {
    case 'text':
      return { ...answer, parts: withText(answer.parts, event.text) };
    case 'tool_call': {
      const { id, name, input } = event;
      return {
        ...answer,
        parts: [...answer.parts, { kind: 'tool', id, name, input, status: 'running' }],
      };
    }
    case 'tool_result':
      return { ...answer, parts: withResult(answer.parts, event) };
    case 'done':
      return ended(answer, 'finished');
    case 'error': {
      const { code, message, retryable } = event;
      return failed(answer, { code, message, retryable });
    }
    default:
      return answer;
  }
}

/** @param {Answer} answer @param {Failure} failure @returns {Answer} */
export function failed(answer, failure) {
  return { ...ended(answer, 'failed'), failure };
}

/** @param {Answer} answer @returns {Answer} */
export function stopped(answer) {
  return ended(answer, 'stopped');
}

/** @param {Answer} answer @param {'finished' | 'failed' | 'stopped'} state @returns {Answer} */
function ended(answer, state) {
  const parts = answer.parts.map((part) =>
    part.kind === 'tool' && part.status === 'running'
      ? { ...part, status: /** @type {const} */ ('unfinished') }
      : part,
  );
  return { ...answer, state, parts };
}

/** @param {Part[]} parts @param {string} text @returns {Part[]} */
function withText(parts, text) {
  const last = parts.at(-1);
  if (last?.kind !== 'text') return [...parts, { kind: 'text', text }];
  return [...parts.slice(0, -1), { kind: 'text', text: last.text + text }];
}

/** @param {Part[]} parts @param {ToolResultEvent} event @returns {Part[]} */
function withResult(parts, { id, status, result }) {
  return parts.map((part) =>
    part.kind === 'tool' && part.id === id ? { ...part, status, result } : part,
  );
}
