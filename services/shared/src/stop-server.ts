import type { Server, ServerResponse } from 'node:http';

/** A server that can end without cutting what it is answering. */
export interface Stoppable {
  /** Takes no new connection, lets every answer finish, and cuts what is left after a time. */
  stop(cutAfterMs: number): Promise<void>;
}

/**
 * Must be called before the server gets its first request. `server.close()` alone would wait for
 * clients to give up the connections that they keep alive, as long as our keep-alive time-out.
 */
export function makeStoppable(server: Server): Stoppable {
  const open = new Set<ServerResponse>();
  let stopping = false;
  // Before the app's own listener, which may answer at once.
  server.prependListener('request', (_request, response) => {
    open.add(response);
    if (stopping) askToClose(response);
    response.once('finish', () => {
      if (stopping) response.req.socket.end();
    });
    response.once('close', () => open.delete(response));
  });
  return {
    async stop(cutAfterMs) {
      stopping = true;
      for (const response of open) askToClose(response);
      const drained = new Promise((resolve) => server.close(resolve));
      const cut = setTimeout(() => server.closeAllConnections(), cutAfterMs);
      await drained;
      clearTimeout(cut);
    },
  };
}

/** Tells the client not to send its next request over this connection. */
function askToClose(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
