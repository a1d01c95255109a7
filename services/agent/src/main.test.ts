import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort, runProgram } from '@mcp-on-ecs/shared/test-support/run-program.ts';
import { startBedrockDouble } from '../test-support/bedrock-double.ts';
import { startMcpDouble } from '../test-support/mcp-double.ts';
import { post } from '../test-support/start-agent.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

async function environmentOf(t: TestContext): Promise<Record<string, string>> {
  const [bedrock, mcp] = await Promise.all([startBedrockDouble(), startMcpDouble()]);
  t.after(() => Promise.all([bedrock.close(), mcp.close()]));
  return {
    PORT: String(await freePort()),
    HOST: '127.0.0.1',
    MODEL_ID: 'global.amazon.nova-2-lite-v1:0',
    MCP_SERVER_URL: mcp.url,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: 'us-west-2',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.url,
  };
}

test('the service answers, with nothing but its environment, and stops on SIGTERM', async (t) => {
  const environment = await environmentOf(t);
  await using service = runProgram(MAIN, environment);
  const url = `http://127.0.0.1:${environment.PORT}`;
  await service.waitFor('ready');
  const response = await post(`${url}/chat`, { message: 'Hi' });
  assert.equal(((await response.json()) as { response: string }).response, 'Hello.');
  service.process.kill('SIGTERM');
  assert.equal(await service.ended, 0);
});

test('a start without its settings ends with exit code 2 and names each of them', async () => {
  const environment = { PORT: '1', MCP_SERVER_URL: 'mcp-server:8080', MAX_TURNS: '0' };
  await using service = runProgram(MAIN, environment);
  assert.equal(await service.ended, 2);
  assert.deepEqual(service.lines[0]?.problems, [
    'MCP_SERVER_URL: must be an http or https URL',
    'MODEL_ID is not set',
    'MAX_TURNS: must be at least 1',
  ]);
});

test('a start without a region ends with exit code 2', async (t) => {
  const { AWS_REGION: _, ...environment } = await environmentOf(t);
  await using service = runProgram(MAIN, environment);
  assert.equal(await service.ended, 2);
  assert.match(JSON.stringify(service.lines), /Region is missing/);
});
