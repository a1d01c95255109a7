/** One HTTP request, as it arrived. Attempts of one call are requests of their own. */
export interface WireEntry {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  /** Whether it changes something when it works. */
  readonly mutates: boolean;
  /** The SDK's count of attempts at this call, from 1. */
  readonly attempt: number;
  readonly input: object;
  /** Milliseconds since 1970, by the clock of the test. */
  readonly at: number;
  /** What came of it: an HTTP status, or that the connection was cut. */
  outcome: number | 'cut before' | 'cut after' | 'in flight';
  /** AWS's error code, where that was the answer. */
  error?: string;
}

const READING = /^(Describe|Get|List|Head|BatchGet|Filter|DetectStackDrift)/;

/** Whether an operation changes something. */
export const mutates = (operation: string): boolean => !READING.test(operation);
