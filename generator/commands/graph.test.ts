import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runMain } from '../../test/support/run-main.ts';
import { repository } from '../../test/support/scratch.ts';
import { checkFlowchart } from '../graph/fixtures/check-flowchart.ts';

const run = (...args: string[]) => runMain(repository, 'graph', ...args);

test('one environment is its source alone, which can be piped', async () => {
  const { code: exit, stdout, stderr } = await run('dev');
  assert.deepEqual([exit, stderr], [0, '']);
  assert.ok(checkFlowchart(stdout.split('\n')).nodes.length > 5);
});

test('without a name all environments are drawn, each under its name', async () => {
  const { stdout } = await run();
  const names = [...stdout.matchAll(/^%% (.*)$/gm)].map(([, name]) => name);
  assert.deepEqual(names, [
    'bootstrap',
    'bootstrap-prod',
    'bootstrap-staging',
    'dev',
    'local',
    'prod',
    'staging',
  ]);
});

test('as JSON it is the topology, its schema first', async () => {
  const { code: exit, stdout } = await run('local', '--format', 'json');
  const value = JSON.parse(stdout);
  assert.deepEqual([exit, Object.keys(value)[0], value.schema], [0, 'schema', 'graph/v1']);
  const [{ environment, target, nodes }] = value.environments;
  assert.deepEqual([environment, target], ['local', 'local']);
  assert.ok(nodes.some(({ kind }: { kind: string }) => kind === 'model'));
});

test('an environment that is not there is told, with the exit code of wrong input', async () => {
  const { code: exit, stdout, stderr } = await run('devv');
  assert.deepEqual([exit, stdout], [2, '']);
  assert.match(stderr, /devv/);
});
