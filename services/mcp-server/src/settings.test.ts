import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettings, SettingsError } from '@mcp-on-ecs/shared/settings.ts';
import { serverSettings } from './settings.ts';

const given = { CATALOG_BUCKET: 'bucket', CATALOG_KEY: 'key' };

function problemsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readSettings(serverSettings, environment);
    return [];
  } catch (error) {
    assert.ok(error instanceof SettingsError);
    return error.problems;
  }
}

test('hosts are a list in lower case, limits have defaults', () => {
  const read = readSettings(serverSettings, {
    ...given,
    ALLOWED_HOSTS: 'MCP-Server, [::1],10.0.0.1',
  });
  assert.deepEqual(read, {
    ...given,
    ALLOWED_HOSTS: ['mcp-server', '[::1]', '10.0.0.1'],
    CATALOG_REFRESH_SECONDS: 30,
    TOOL_TIMEOUT_SECONDS: 10,
  });
});

test('every missing setting is named', () => {
  assert.deepEqual(problemsOf({}), [
    'CATALOG_BUCKET is not set',
    'CATALOG_KEY is not set',
    'ALLOWED_HOSTS is not set',
  ]);
});

test('a host with a scheme, a port or nothing in it is refused by its place', () => {
  for (const wrong of ['http://mcp-server', 'mcp-server:8080', 'a,,b', '*']) {
    const [problem = ''] = problemsOf({ ...given, ALLOWED_HOSTS: wrong });
    assert.match(problem, /^ALLOWED_HOSTS: .*number \d is none$/, wrong);
  }
});
