import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { startBedrockDouble } from '../test-support/bedrock-double.ts';
import { startMcpDouble } from '../test-support/mcp-double.ts';
import { post } from '../test-support/start-agent.ts';

const FOLDER = new URL('..', import.meta.url);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts the service as its container does: plain node, only environment variables. */
function startService(t: TestContext, environment: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: FOLDER,
    env: { AWS_EC2_METADATA_DISABLED: 'true', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  return child;
}

async function environmentOf(t: TestContext): Promise<Record<string, string>> {
  const [bedrock, mcp] = await Promise.all([startBedrockDouble(), startMcpDouble()]);
  t.after(() => Promise.all([bedrock.close(), mcp.close()]));
  return {
    PORT: String(await freePort()),
    HOST: '127.0.0.1',
    MODEL_ID: 'global.amazon.nova-2-lite-v1:0',
    MCP_SERVER_URL: mcp.url,
    AWS_REGION: 'us-west-2',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.url,
  };
}

test('the service answers, with nothing but its environment, and stops on SIGTERM', async (t) => {
  const environment = await environmentOf(t);
  const service = startService(t, environment);
  const url = `http://127.0.0.1:${environment.PORT}`;
  const ready = async () => assert.equal((await fetch(`${url}/readyz`)).status, 200);
  await t.waitFor(ready, { timeout: 15_000 });
  const response = await post(`${url}/chat`, { message: 'Hi' });
  assert.equal(((await response.json()) as { response: string }).response, 'Hello.');
  service.kill('SIGTERM');
  const [exitCode] = await once(service, 'exit');
  assert.equal(exitCode, 0);
});

test('a start without its settings ends with exit code 2 and names each of them', async (t) => {
  const service = startService(t, { PORT: '1', MCP_SERVER_URL: 'mcp-server:8080', MAX_TURNS: '0' });
  const log = service.stdout && text(service.stdout);
  const [exitCode] = await once(service, 'exit');
  assert.equal(exitCode, 2);
  const { problems } = JSON.parse((await log) ?? '');
  assert.deepEqual(problems, [
    'MCP_SERVER_URL: must be an http or https URL',
    'MODEL_ID is not set',
    'MAX_TURNS: must be at least 1',
  ]);
});

test('a start without a region ends with exit code 2', async (t) => {
  const { AWS_REGION: _, ...environment } = await environmentOf(t);
  const service = startService(t, environment);
  const log = service.stdout && text(service.stdout);
  const [exitCode] = await once(service, 'exit');
  assert.equal(exitCode, 2);
  assert.match((await log) ?? '', /Region is missing/);
});
