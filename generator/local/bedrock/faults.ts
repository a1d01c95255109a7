import { z } from 'zod';
import { BEDROCK_ERROR_NAMES, BedrockError } from './bedrock-errors.ts';

/** Exceptions that Bedrock can put into a stream that has already begun. */
const STREAM_ERROR_NAMES = [
  'InternalServerException',
  'ModelStreamErrorException',
  'ServiceUnavailableException',
  'ThrottlingException',
  'ValidationException',
] as const;

const FAULT_STOP_REASONS = [
  'content_filtered',
  'guardrail_intervened',
  'malformed_model_output',
  'malformed_tool_use',
  'max_tokens',
  'model_context_window_exceeded',
] as const;

export type StreamErrorName = (typeof STREAM_ERROR_NAMES)[number];
export type FaultStopReason = (typeof FAULT_STOP_REASONS)[number];

export const faultsSchema = z.strictObject({
  /** The next `errorTimes` requests end with this error. */
  nextError: z.enum(BEDROCK_ERROR_NAMES).optional(),
  /** 1 unless given. An AWS SDK client asks three times by itself, so one error alone goes unseen. */
  errorTimes: z.union([z.int().min(1), z.literal(Infinity)]).optional(),
  /** The next stream breaks in its middle: connection reset, or with `end` just no more events. */
  cutStream: z.union([z.boolean(), z.literal('end')]).optional(),
  /** The next stream breaks in its middle with this exception event. */
  streamError: z.enum(STREAM_ERROR_NAMES).optional(),
  /** The next answer stops for this reason, with what text it has by then. */
  stopReason: z.enum(FAULT_STOP_REASONS).optional(),
  /** The next answer begins so much later. */
  waitMs: z.int().min(0).optional(),
});

/** What shall go wrong. Whoever holds the object may change it at any time; each fault is used up. */
export type Faults = z.output<typeof faultsSchema>;

/** Takes one use of the error, if one is set. */
export function takeError(faults: Faults): BedrockError | undefined {
  const name = faults.nextError;
  if (name === undefined) return undefined;
  const left = (faults.errorTimes ?? 1) - 1;
  if (left > 0) {
    faults.errorTimes = left;
  } else {
    delete faults.nextError;
    delete faults.errorTimes;
  }
  return new BedrockError(name, `${name}, as the stand-in was told to answer.`);
}

/** Takes a fault that happens once. */
export function takeFault<K extends keyof Faults>(faults: Faults, key: K): Faults[K] {
  const value = faults[key];
  delete faults[key];
  return value;
}
