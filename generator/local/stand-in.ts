import { LOOPBACK } from './listen.ts';

/** A server on this machine that speaks an AWS protocol. Tests stop it to play an outage. */
export interface StandIn {
  readonly url: string;
  stop(): Promise<void>;
  /** Starts it again, at the same address. */
  start(): Promise<void>;
}

/** How the server that plays Amazon Bedrock is started; given from outside, so that tests need none. */
export type StartModel = (options: {
  host: string;
  port?: number;
  log?: (line: string) => void;
}) => Promise<{ readonly url: string; close(): Promise<void> }>;

export async function startModelStandIn(startModel: StartModel): Promise<StandIn> {
  const host = LOOPBACK;
  let server: Awaited<ReturnType<StartModel>> | undefined = await startModel({ host });
  const { url } = server;
  const port = Number(new URL(url).port);
  return {
    url,
    stop: async () => {
      await server?.close();
      server = undefined;
    },
    start: async () => {
      server ??= await startModel({ host, port });
    },
  };
}
