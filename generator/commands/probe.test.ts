import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runMain } from '../../test/support/run-main.ts';
import {
  answerMcp,
  send,
  startDouble,
  tool,
  usual,
} from '../deploy/probe/fixtures/start-double.ts';

const cwd = process.cwd();

test('probe prints a line for each layer and exits 0', async () => {
  await using double = await startDouble(answerMcp(usual));
  const { code, stdout, stderr } = await runMain(cwd, 'probe', double.url);
  assert.deepEqual([code, stderr], [0, '']);
  const [title, ...lines] = stdout.split('\n');
  assert.equal(title, `${double.url} answers`);
  assert.deepEqual(
    lines.map((line) => line.trim().split(/\s+/).slice(0, 2).join(' ')),
    ['ok connect', 'ok HTTP', 'ok initialize', 'ok tools/list'],
  );
});

test('probe as JSON is probe/v1, with what was reached and why it failed, and exits 1', async () => {
  await using double = await startDouble((_, response) => void send(response, 500, 'no'));
  const { code, stdout } = await runMain(cwd, 'probe', double.url, '--format', 'json');
  const { schema, isHealthy, layers, diagnostics } = JSON.parse(stdout);
  assert.deepEqual([code, schema, isHealthy], [1, 'probe/v1', false]);
  assert.deepEqual(
    layers.map(({ name, state }: { name: string; state: string }) => [name, state]),
    [
      ['connect', 'ok'],
      ['http', 'failed'],
    ],
  );
  assert.equal(diagnostics[0].code, 'probe/http');
});

test('for GitHub a failure is an annotation, and nothing that a server says is a command', async () => {
  const said = { serverInfo: { name: '\n::error::owned', version: '1' } };
  const greeting = (params: object) => ({ ...usual.initialize?.(params), ...said });
  const gone = { 'tools/list': () => ({ tools: [tool('a\n::stop-commands::x')] }) };
  await using double = await startDouble(
    answerMcp({
      ...usual,
      initialize: greeting,
      ...gone,
      'tools/call': () => ({ isError: true, content: [{ type: 'text', text: '\n::warning::x' }] }),
    }),
  );
  const { code, stdout, stderr } = await runMain(
    cwd,
    'probe',
    double.url,
    '--tool',
    'a',
    '--format',
    'github',
  );
  assert.equal(code, 1);
  const commands = `${stdout}\n${stderr}`.split('\n').filter((line) => line.startsWith('::'));
  assert.equal(commands.length, 1, stdout);
  assert.match(commands[0] ?? '', /^::error title=probe\/call::/);
});

test('the token comes from the variable that is named, and is not printed', async (t) => {
  process.env.PROBE_TEST_TOKEN = 'hush-hush\n';
  t.after(() => {
    delete process.env.PROBE_TEST_TOKEN;
  });
  await using double = await startDouble((seen, response) => {
    if (seen.headers.authorization !== 'Bearer hush-hush') return void send(response, 401, 'no');
    answerMcp(usual)(seen, response);
  });
  const without = await runMain(cwd, 'probe', double.url);
  assert.deepEqual([without.code, /MCP_TOKEN/.test(without.stderr)], [1, true]);
  const given = await runMain(cwd, 'probe', double.url, '--token-variable', 'PROBE_TEST_TOKEN');
  assert.equal(given.code, 0, given.stderr);
  assert.ok(!`${given.stdout}${given.stderr}`.includes('hush-hush'));
});

test('a contract file is held against the tools, and one with mistakes is wrong input', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'probe-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const write = (name: string, value: unknown) => {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify(value));
    return file;
  };
  const right = write('right.json', {
    schema: 'contract/v1',
    tools: [tool('first'), tool('second')],
  });
  const other = write('other.json', { schema: 'contract/v1', tools: [tool('first')] });
  const broken = write('broken.json', { schema: 'contract/v1', tools: [{ name: 'x' }] });
  await using double = await startDouble(answerMcp(usual));
  const probe = async (file: string) =>
    (await runMain(cwd, 'probe', double.url, '--contract', file)).code;
  assert.deepEqual(
    [await probe(right), await probe(other), await probe(broken), await probe('nowhere.json')],
    [0, 1, 2, 2],
  );
});

const MISTAKES: readonly (readonly string[])[] = [
  [],
  ['no-address'],
  ['http://127.0.0.1/mcp', '--timeout', 'soon'],
  ['http://127.0.0.1/mcp', '--min-days', '-1'],
  ['http://127.0.0.1/mcp', '--arguments', '{}'],
  ['http://127.0.0.1/mcp', '--tool', 'x', '--arguments', '{'],
  ['http://127.0.0.1/mcp', '--tool', 'x', '--arguments', '[1]'],
];

for (const args of MISTAKES) {
  test(`probe ${args.join(' ')} is a mistake of usage`, async () => {
    assert.equal((await runMain(cwd, 'probe', ...args)).code, 2);
  });
}
