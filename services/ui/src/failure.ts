/** What every failure looks like to the page, as JSON or as the last event of a stream. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** Whether sending the same message again can help. */
  readonly retryable: boolean;
}

/** A request that ends with a failure the visitor may read. */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  readonly status: number;
  readonly failure: Failure;

  constructor(status: number, failure: Failure, options?: ErrorOptions) {
    super(failure.message, options);
    this.status = status;
    this.failure = failure;
  }
}

export const AGENT_UNAVAILABLE: Failure = {
  code: 'agent_unavailable',
  message: 'The assistant cannot be reached right now. Please try again in a moment.',
  retryable: true,
};

export const ANSWER_INTERRUPTED: Failure = {
  code: 'answer_interrupted',
  message: 'The answer broke off before it was complete. Please try again.',
  retryable: true,
};

export const AGENT_SILENT: Failure = {
  code: 'timed_out',
  message: 'The assistant took too long to answer. Please try again.',
  retryable: true,
};

export const INTERNAL_ERROR: Failure = {
  code: 'internal_error',
  message: 'Something went wrong on our side. Please try again.',
  retryable: true,
};
