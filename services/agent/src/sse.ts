import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Below the idle time-outs of what stands between us and a browser (an ALB's is 60 s). */
const KEEP_ALIVE_MS = 15_000;

export interface EventStream {
  /** Waits until the client has room for more, so that a slow one slows the model down too. */
  readonly send: (event: string, data: object, signal: AbortSignal) => Promise<void>;
  /** Ends the stream, with a last event if there is one. */
  readonly end: (last?: { readonly event: string; readonly data: object }) => void;
}

/** Turns a response into server-sent events. The headers leave at once. */
export function openEventStream(response: ServerResponse): EventStream {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    // nginx and its like would collect the events otherwise.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const keepAlive = setInterval(() => {
    if (!response.writableNeedDrain) response.write(': keep-alive\n\n');
  }, KEEP_ALIVE_MS);
  response.once('close', () => clearInterval(keepAlive));
  return {
    send: async (event, data, signal) => {
      signal.throwIfAborted();
      if (!response.write(frame(event, data))) await once(response, 'drain', { signal });
    },
    end: (last) => {
      clearInterval(keepAlive);
      response.end(last && frame(last.event, last.data));
    },
  };
}

function frame(event: string, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
