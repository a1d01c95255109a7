import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository } from './scratch-folder.ts';

const status = () =>
  execFileSync('git', ['status', '--short', '--', 'environments'], { cwd: repository }).toString();
const leftBehind = () => readdirSync(tmpdir()).filter((name) => name.startsWith('bench-'));

test('the bench runs, prints its table, and leaves nothing behind', () => {
  const before = [status(), leftBehind()];
  const bench = join(repository, 'generator/bench/bench-generator.ts');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      import.meta.resolve('tsx'),
      bench,
      '--quick',
      '--no-validate',
      '--environments',
      '1,3',
    ],
    { encoding: 'utf8' },
  );
  assert.equal(stderr, '');
  const rows = stdout.split('\n').filter((line) => line.startsWith('|'));
  const works = rows.slice(2).map((row) => row.split(' | ')[0]?.replace('| ', ''));
  for (const work of ['`--help`', 'one environment', 'all committed environments']) {
    assert.ok(works.includes(work), `${work} in ${works}`);
  }
  assert.ok(works.includes('3 generated environments'));
  assert.match(stdout, /growth exponent, 1 to 3 \| -?\d+\.\d\d \|/);
  assert.deepEqual([status(), leftBehind()], before);
});
