import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repository } from '../../test/support/scratch.ts';
import { main } from '../cli.ts';
import { checkFlowchart } from '../graph/fixtures/check-flowchart.ts';

async function run(...args: string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const streams = {
    stdout: (text: string) => out.push(text),
    stderr: (text: string) => errors.push(text),
  };
  const exit = await main(['graph', ...args], repository, streams);
  return { exit, stdout: out.join('\n'), stderr: errors.join('\n') };
}

test('one environment is its source alone, which can be piped', async () => {
  const { exit, stdout, stderr } = await run('dev');
  assert.deepEqual([exit, stderr], [0, '']);
  assert.ok(checkFlowchart(stdout.split('\n')).nodes.length > 5);
});

test('without a name all environments are drawn, each under its name', async () => {
  const { stdout } = await run();
  const names = [...stdout.matchAll(/^%% (.*)$/gm)].map(([, name]) => name);
  assert.deepEqual(names, ['bootstrap', 'dev', 'local', 'prod', 'staging']);
});

test('as JSON it is the topology, its schema first', async () => {
  const { exit, stdout } = await run('local', '--format', 'json');
  const value = JSON.parse(stdout);
  assert.deepEqual([exit, Object.keys(value)[0], value.schema], [0, 'schema', 'graph/v1']);
  const [{ environment, target, nodes }] = value.environments;
  assert.deepEqual([environment, target], ['local', 'local']);
  assert.ok(nodes.some(({ kind }: { kind: string }) => kind === 'model'));
});

test('an environment that is not there is told, with the exit code of wrong input', async () => {
  const { exit, stdout, stderr } = await run('devv');
  assert.deepEqual([exit, stdout], [2, '']);
  assert.match(stderr, /devv/);
});
