import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { buildApp } from 'fauxqs';
import { LOOPBACK, listen } from './listen.ts';
import type { Seed } from './read-rendered.ts';
import type { StandIn } from './stand-in.ts';

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
  const port = await listen(server, 0, LOOPBACK);
  return {
    url: `http://${LOOPBACK}:${port}`,
    start: async () => {
      if (!server.listening) await listen(server, port, LOOPBACK);
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
