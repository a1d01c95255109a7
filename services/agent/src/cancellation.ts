import type { ServerResponse } from 'node:http';
import { ChatError } from './chat-errors.ts';

/** Why an answer stopped when nobody waits for it any more. It is no failure. */
export class ClientLeft extends Error {
  override readonly name = 'ClientLeft';
}

export interface Deadline {
  /** Aborts with a ClientLeft, or with the ChatError `timed_out`. */
  readonly signal: AbortSignal;
  readonly end: () => void;
}

/** Stops the work for a response when its client leaves or its time is over. */
export function limitWork(response: ServerResponse, milliseconds: number): Deadline {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new ChatError('timed_out')), milliseconds);
  const leave = () => {
    if (!response.writableFinished) controller.abort(new ClientLeft('the client left'));
  };
  if (response.closed) leave();
  response.once('close', leave);
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      response.off('close', leave);
    },
  };
}

/**
 * Runs work under a signal of its own that also ends after a time.
 *
 * The SDKs keep listeners on the signal that they get, and the MCP client even sends a
 * cancellation for calls that ended long ago: so no call may see the signal of the whole request.
 */
export async function withinTime<Result>(
  parent: AbortSignal,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  parent.throwIfAborted();
  const controller = new AbortController();
  const stop = () => controller.abort(parent.reason);
  const timer = setTimeout(() => controller.abort(new TimeLimit(milliseconds)), milliseconds);
  parent.addEventListener('abort', stop, { once: true });
  try {
    return await untilAborted(work(controller.signal), controller.signal);
  } finally {
    clearTimeout(timer);
    parent.removeEventListener('abort', stop);
  }
}

/** Work under `withinTime` was not done in time. */
export class TimeLimit extends Error {
  override readonly name = 'TimeLimit';

  constructor(milliseconds: number) {
    super(`not done within ${milliseconds} ms`);
  }
}

/**
 * Waits for shared work no longer than the signal allows; the work itself goes on.
 *
 * @throws the signal's reason
 */
export function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
