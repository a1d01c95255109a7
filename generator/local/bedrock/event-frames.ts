import { EventStreamCodec } from '@smithy/core/event-streams';
import type { JsonObject } from './converse-types.ts';
import type { StreamErrorName } from './faults.ts';

export interface StreamEvent {
  readonly type:
    | 'messageStart'
    | 'contentBlockStart'
    | 'contentBlockDelta'
    | 'contentBlockStop'
    | 'messageStop'
    | 'metadata';
  readonly body: JsonObject;
}

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => Buffer.from(text, 'utf8'),
);

/** One event as a frame of `application/vnd.amazon.eventstream`. */
export function eventFrame({ type, body }: StreamEvent): Uint8Array {
  return frame({ ':message-type': 'event', ':event-type': type }, body);
}

/** An exception as the last frame of a stream. Its type is the name in camel case. */
export function exceptionFrame(name: StreamErrorName, message: string): Uint8Array {
  const type = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return frame({ ':message-type': 'exception', ':exception-type': type }, { message });
}

function frame(headers: Readonly<Record<string, string>>, body: JsonObject): Uint8Array {
  const all = { ...headers, ':content-type': 'application/json' };
  return codec.encode({
    headers: Object.fromEntries(
      Object.entries(all).map(([name, value]) => [name, { type: 'string', value }]),
    ),
    body: Buffer.from(JSON.stringify(body), 'utf8'),
  });
}
