import { APIS, operationOf } from './api-table.ts';
import { AwsError } from './aws-error.ts';
import type { HttpAnswer, HttpRequest } from './protocols/protocol.ts';
import { answerS3, failS3, inputOf } from './services/s3/answer.ts';
import { operationOf as operationOfS3 } from './services/s3/route.ts';
import type { World } from './world.ts';

/** A request whose meaning was found out. */
export interface Understood {
  readonly service: string;
  readonly region: string;
  readonly operation: string;
  readonly input: object;
  /** Does it. */
  readonly act: (world: World) => HttpAnswer;
  readonly fail: (error: AwsError) => HttpAnswer;
}

/** Reads which service, operation and input a request means. Its signature is not checked. */
export function understand(request: HttpRequest): Understood {
  const scope = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(
    request.headers.authorization ?? '',
  );
  const [, region = '', service = ''] = scope ?? [];
  if (service === 's3') {
    return {
      service,
      region,
      operation: operationOfS3(request),
      input: inputOf(request),
      act: (world) => answerS3(request, world),
      fail: (error) => failS3(error, request),
    };
  }
  const api = APIS[service];
  if (!api) throw new Error(`there is no double of the service "${service}"`);
  const { protocol, handlers } = api;
  const name = protocol.nameOf(request);
  const handler = handlers[name];
  if (!handler) {
    const act = () => {
      throw new Error(`the double of ${service} does not know ${name}`);
    };
    return { service, region, operation: name, input: {}, act, fail: protocol.fail };
  }
  const operation = operationOf(api, name);
  const input = protocol.read(request, operation);
  return {
    service,
    region,
    operation: name,
    input,
    act: (world) => protocol.write(handler(input, world), operation),
    fail: protocol.fail,
  };
}

/** An unforeseen error of the double itself, told so that a test fails with its words. */
export const asAwsError = (error: unknown): AwsError =>
  error instanceof AwsError
    ? error
    : new AwsError('DoubleOfAwsFailed', `the double of AWS: ${(error as Error).stack}`, 400);
