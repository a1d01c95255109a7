import type { Server } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/**
 * Listens and answers with the port that was taken; port 0 takes a free one.
 *
 * @throws the listening socket's own error, such as `EADDRINUSE`
 */
export function listen(server: Server, port = 0, host?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, ...(host && { host }) }, () => {
      server.off('error', reject);
      resolve((server.address() as { port: number }).port);
    });
  });
}
