import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, answerEvents, metadataEvent } from './converse-reply.ts';
import { eventFrame, exceptionFrame } from './event-frames.ts';
import { type Faults, takeFault } from './faults.ts';
import { breakOff, type WireResponse } from './wire-types.ts';

interface StreamOptions {
  readonly faults: Faults;
  /** Pause before each delta. */
  readonly delayMs: number;
  readonly latencyMs: () => number;
  /** Aborted when the client is gone: what is left then is for nobody. */
  readonly gone: AbortSignal;
}

/** What was written before a break needs a moment to reach the client. */
const FLUSH_MS = 20;

/** Writes the answer as Bedrock's event stream, at a reading pace, until its end or the client's. */
export async function streamAnswer(
  response: WireResponse,
  answer: Answer,
  { faults, delayMs, latencyMs, gone }: StreamOptions,
): Promise<void> {
  const cutStream = takeFault(faults, 'cutStream') ?? false;
  const streamError = takeFault(faults, 'streamError');
  const whole = answerEvents(answer);
  const isBroken = cutStream !== false || streamError !== undefined;
  const events = isBroken ? whole.slice(0, Math.ceil(whole.length / 2)) : whole;

  response.setHeader('content-type', 'application/vnd.amazon.eventstream');
  response.setHeader('x-amzn-requestid', randomUUID());
  for (const event of events) {
    if (event.type === 'contentBlockDelta' && delayMs > 0) await pause(delayMs, gone);
    gone.throwIfAborted();
    response.write(eventFrame(event));
  }
  if (cutStream === true) {
    await pause(FLUSH_MS, gone);
    return breakOff(response);
  }
  if (streamError) response.write(exceptionFrame(streamError, `${streamError}, as told.`));
  if (!isBroken) response.write(eventFrame(metadataEvent(answer, latencyMs())));
  response.end();
}

export async function pause(ms: number, gone: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal: gone });
}
