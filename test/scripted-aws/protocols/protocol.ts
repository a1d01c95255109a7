import type { NormalizedSchema } from '@smithy/core/schema';
import type { AwsError } from '../aws-error.ts';

/** What arrived. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** What is sent back. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** One operation of a service, as the SDK itself describes it. */
export interface Operation {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

/** How a service's inputs and outputs look on the wire. */
export interface Protocol {
  /** Name of the operation that a request asks for. */
  readonly nameOf: (request: HttpRequest) => string;
  readonly read: (request: HttpRequest, operation: Operation) => object;
  readonly write: (output: object, operation: Operation) => HttpAnswer;
  readonly fail: (error: AwsError) => HttpAnswer;
}
