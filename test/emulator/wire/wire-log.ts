import type { WireRequest } from './wire-request.ts';

/** One request that reached the proxy. Retries are requests of their own. */
export interface WireCall {
  readonly service: string;
  readonly operation: string;
  readonly mutates: boolean;
  /** Path and query; says which bucket and key a request to S3 is about. */
  readonly path: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Status of the answer. */
  readonly status: number;
}

/** First words of operations that look and change nothing. Detecting drift is a look that takes long. */
const LOOKS =
  /^(Describe|Get|List|Head|BatchGet|BatchCheck|Filter|Lookup|Validate|Detect|Assume|Simulate)(?=[A-Z])/;

/** Whether an operation changes something in the account, told by its name. */
export const mutates = (operation: string): boolean => !LOOKS.test(operation);

/** Keys of locks, records and releases in a state bucket. */
const BOOKKEEPING = /^\/[^/]+-state-[^/]+\/environments\/[^/]+\/(lock\.json|records\/|releases\/)/;

/** Whether a request is about what a deployment writes down of itself, not about what it deploys. */
export const isBookkeeping = ({ service, path }: WireCall): boolean =>
  service === 's3' && BOOKKEEPING.test(path);

export class WireLog {
  readonly #calls: WireCall[] = [];

  add({ service, operation, path, input }: WireRequest, status: number): void {
    this.#calls.push({ service, operation, mutates: mutates(operation), path, input, status });
  }

  /** What was asked since the start or the last `forget`, in order. */
  calls(): readonly WireCall[] {
    return [...this.#calls];
  }

  forget(): void {
    this.#calls.length = 0;
  }
}
