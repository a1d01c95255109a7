import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readiness } from '@mcp-on-ecs/shared/readiness.ts';
import type { Product } from '../src/catalog/parse-catalog.ts';
import { createApp } from '../src/create-app.ts';
import { indexProducts } from '../src/search/product-index.ts';
import type { Tool } from '../src/tools/tool.ts';
import { captureLog, type LogLine } from './capture-log.ts';

export interface TestApp extends AsyncDisposable {
  readonly url: string;
  readonly lines: readonly LogLine[];
  readonly logText: () => string;
  readonly readiness: Readiness;
}

/** The app alone, over a catalog that needs no S3. Without products the catalog has not loaded. */
export async function startApp(given: {
  readonly products?: readonly Product[];
  readonly tools?: readonly Tool[];
  readonly timeLimitSeconds?: number;
}): Promise<TestApp> {
  const { logger, lines, text } = captureLog();
  const readiness = new Readiness();
  const current = given.products && indexProducts(given.products);
  const app = createApp(
    { ALLOWED_HOSTS: ['mcp-server'], TOOL_TIMEOUT_SECONDS: given.timeLimitSeconds ?? 10 },
    { logger, readiness, catalog: { current }, ...(given.tools && { tools: given.tools }) },
  );
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lines,
    logText: text,
    readiness,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
