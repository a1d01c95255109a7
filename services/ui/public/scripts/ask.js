// @ts-check
import { readEvents } from './event-stream.js';

/** @typedef {import('./answer.js').AnswerEvent} AnswerEvent */
/** @typedef {import('./answer.js').Failure} Failure */

/** A question that could not be answered, in words for the person who asked. */
export class AskFailure extends Error {
  /** @param {Failure} failure */
  constructor(failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/**
 * Sends a message and yields what comes back, ending after `done` or `error`.
 *
 * @param {string} message
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<AnswerEvent>}
 * @throws {AskFailure} when the answer can't begin or breaks off
 */
export async function* ask(message, signal) {
  const response = await post('/api/chat', { message }, signal);
  if (!response.ok || !response.body) throw await refusal(response);
  for await (const { event, data } of readEvents(textOf(response.body))) {
    yield { type: event, ...JSON.parse(data) };
    if (event === 'done' || event === 'error') return;
  }
  throw connectionLost();
}

/** Makes the agent forget the conversation. @throws {AskFailure} */
export async function forgetConversation() {
  const response = await post('/api/reset', {});
  if (!response.ok) throw await refusal(response);
}

/** @param {string} path @param {object} body @param {AbortSignal} [signal] */
async function post(path, body, signal) {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
  } catch {
    throw connectionLost();
  }
}

/** With a reader, since not every browser can iterate over a stream. @param {ReadableStream<Uint8Array>} body */
async function* textOf(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } catch {
    throw connectionLost();
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** @param {Response} response */
async function refusal(response) {
  const body = await response.json().catch(() => undefined);
  if (typeof body?.error?.message === 'string') return new AskFailure(body.error);
  return new AskFailure({
    code: 'unreadable_answer',
    message: 'The server gave an answer that this page does not understand. Please try again.',
    retryable: true,
  });
}

function connectionLost() {
  const message = navigator.onLine
    ? 'The connection was lost before the answer was complete. Please try again.'
    : 'You are offline. Try again when you are connected.';
  return new AskFailure({ code: 'connection_lost', message, retryable: true });
}
