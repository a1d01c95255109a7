import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { buildApp } from 'fauxqs';
import type { Seed } from './read-rendered.ts';
import type { StandIn } from './stand-in.ts';

const LOOPBACK = '127.0.0.1';

/**
 * S3 on this machine, filled with the objects of the manifest. It keeps what it holds while it is
 * stopped, as S3 does during an outage.
 */
export async function startS3StandIn(seeds: readonly Seed[]): Promise<StandIn> {
  // `startFauxqs` would listen on every interface, so it gets a listener from here.
  const store = buildApp({ logger: false, host: LOOPBACK });
  await store.ready();
  for (const seed of seeds) await put(store, seed);

  const server = createServer((request, response) => {
    store.server.emit('request', request, response);
  });
  const port = await listen(server, 0);
  return {
    url: `http://${LOOPBACK}:${port}`,
    start: async () => {
      if (!server.listening) await listen(server, port);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function put(store: ReturnType<typeof buildApp>, { bucket, key, file }: Seed): Promise<void> {
  const path = key.split('/').map(encodeURIComponent).join('/');
  const payload = await readFile(file);
  await store.inject({ method: 'PUT', url: `/${bucket}` });
  const { statusCode } = await store.inject({ method: 'PUT', url: `/${bucket}/${path}`, payload });
  if (statusCode !== 200) throw new Error(`the S3 stand-in refused ${key}: HTTP ${statusCode}`);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve((server.address() as { port: number }).port);
    });
  });
}
