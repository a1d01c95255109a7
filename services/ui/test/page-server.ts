import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { createLogger } from '@mcp-on-ecs/shared/logger.ts';
import { Readiness } from '@mcp-on-ecs/shared/readiness.ts';
import { createApp } from '../src/app.ts';
import { uiSettings } from '../src/ui-settings.ts';

/** The page server on a free port, ended with the test. */
export async function startPageServer(
  t: TestContext,
  environment: { AGENT_URL: string } & Record<string, string>,
): Promise<string> {
  const readiness = new Readiness();
  readiness.loaded();
  const settings = uiSettings.parse({ MODEL_LABEL: 'A made-up model', ...environment });
  const server = createServer(
    createApp(settings, { logger: createLogger('ui', 'silent'), readiness }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
