/** One call of an AWS API, as the SDK made it. Retries of one call are one call. */
export interface AwsCall {
  /** Endpoint prefix of the service as AWS spells it, such as `ecs`. */
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly input: unknown;
  readonly requestId?: string;
  readonly attempts?: number;
  readonly milliseconds: number;
  /** The name of the error, when it failed. */
  readonly error?: string;
}

export type ObserveCall = (call: AwsCall) => void;

interface Metadata {
  readonly requestId?: string;
  readonly attempts?: number;
}

/** A client's middleware stack, as far as it is used here. */
interface Observable {
  readonly middlewareStack: {
    // biome-ignore lint/suspicious/noExplicitAny: each client types its own inputs and outputs
    add(middleware: any, options: { step: 'initialize'; name: string; priority: 'high' }): void;
  };
}

/** Errors carry which call they come from, so that it can be told. */
export interface CallError extends Error {
  awsCall?: { readonly service: string; readonly operation: string };
}

/** Makes a client tell of each call, and its errors say which call they come from. */
export function observed<Client extends Observable>(
  client: Client,
  service: string,
  region: string,
  observe: ObserveCall,
): Client {
  type Args = { readonly input: unknown };
  type Next = (args: Args) => Promise<{ readonly output?: { readonly $metadata?: Metadata } }>;
  const middleware =
    (next: Next, { commandName = '' }: { readonly commandName?: string }) =>
    async (args: Args) => {
      const operation = commandName.replace(/Command$/, '');
      const began = performance.now();
      const tell = (metadata: Metadata = {}, error?: string) => {
        const { requestId, attempts } = metadata;
        observe({
          service,
          operation,
          region,
          input: args.input,
          ...(requestId !== undefined && { requestId }),
          ...(attempts !== undefined && { attempts }),
          milliseconds: performance.now() - began,
          ...(error !== undefined && { error }),
        });
      };
      try {
        const result = await next(args);
        tell(result.output?.$metadata);
        return result;
      } catch (error) {
        if (error instanceof Error) {
          (error as CallError).awsCall = { service, operation };
          tell((error as { $metadata?: Metadata }).$metadata, error.name);
        }
        throw error;
      }
    };
  client.middlewareStack.add(middleware, {
    step: 'initialize',
    name: 'observeCalls',
    priority: 'high',
  });
  return client;
}
