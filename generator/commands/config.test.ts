import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runMain } from '../../test/support/run-main.ts';
import { repository } from '../../test/support/scratch.ts';

let root: string;
before(() => {
  root = mkdtempSync(join(tmpdir(), 'config-'));
  cpSync(join(repository, 'test/corpus/base'), root, { recursive: true });
});
after(() => rmSync(root, { recursive: true, force: true }));

const run = (...args: string[]) => runMain(root, ...args);

interface Row {
  readonly path: string;
  readonly value: unknown;
  readonly file: string;
  readonly line: number;
  readonly overrode: readonly Row[];
}

test('--explain as data has every value, sorted, with its place and what it replaced', async () => {
  const plain = await run('config', 'live', '--format', 'json');
  const { code, stdout } = await run('config', 'live', '--explain', '--format', 'json');
  const explained = JSON.parse(stdout);
  assert.deepEqual(
    [code, Object.keys(explained)],
    [0, ['schema', 'environment', 'values', 'removed']],
  );
  assert.deepEqual([explained.schema, explained.environment], ['config-explain/v1', 'live']);
  const values: Row[] = explained.values;
  const paths = values.map(({ path }) => path);
  assert.deepEqual(paths, paths.toSorted());
  assert.deepEqual(paths, leavesOf(JSON.parse(plain.stdout).config).sort());
  const nat = values.find(({ path }) => path === 'network.nat');
  assert.deepEqual(nat, {
    path: 'network.nat',
    value: 'per-az',
    file: 'environments/live/config.yaml',
    line: 9,
    col: 8,
    overrode: [{ value: 'single', file: 'environments/defaults.yaml', line: 22, col: 8 }],
  });
});

/** Paths of scalars, lists and empty maps. */
function leavesOf(value: unknown, path = ''): string[] {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap || Object.keys(value).length === 0) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

test('--set lies over all layers, and --explain says so', async () => {
  const args = ['--set', 'services.front.scaling=null', '--set', 'services.store.cpu=1024'];
  const { stdout } = await run('config', 'dev', '--explain', '--format', 'json', ...args);
  const { values, removed } = JSON.parse(stdout) as { values: Row[]; removed: Row[] };
  const cpu = values.find(({ path }) => path === 'services.store.cpu');
  assert.deepEqual([cpu?.value, cpu?.file, cpu?.line, cpu?.overrode.length], [1024, '--set', 2, 1]);
  assert.deepEqual(
    removed.map(({ path, file, line }) => [path, file, line]),
    [['services.front.scaling', '--set', 1]],
  );
});

test('a mistake in --set is shown in the argument', async () => {
  const { code, stdout, stderr } = await run('config', 'dev', '--set', 'services.store.cpu=1000');
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(
    stderr,
    /^--set:1:20\n.*config\/value.*\n {2}1 \| services\.store\.cpu=1000\n {4}\| {20}\^/,
  );
});

test('what looks like a secret is not printed', async () => {
  const file = join(root, 'environments/dev/config.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, `${text}    environment: {API_TOKEN: tr0ub4dor}\n`);
  for (const extra of [
    [],
    ['--explain'],
    ['--format', 'json'],
    ['--explain', '--format', 'json'],
  ]) {
    const { code, stdout } = await run('config', 'dev', ...extra);
    assert.deepEqual([code, stdout.includes('tr0ub4dor')], [0, false]);
    assert.ok(stdout.includes('(hidden)'));
  }
  writeFileSync(file, text);
});
