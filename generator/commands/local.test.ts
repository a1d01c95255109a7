import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../diagnostics.ts';
import { scratchRepository, write } from '../local/fixtures/scratch-environment.ts';
import { runLocal } from './local.ts';

const SILENT = { stdout: () => {}, stderr: () => {} };

test('an environment that cannot start is a failure, and the signals are given back', async (t) => {
  const root = scratchRepository(t, []);
  write(root, 'environments/local/rendered/manifest.json', { schema: 'other/v1' });
  const listeners = process.listenerCount('SIGINT');
  await assert.rejects(
    runLocal({ root }, SILENT),
    (error) => error instanceof Failure && error.exitCode === 2,
  );
  assert.equal(process.listenerCount('SIGINT'), listeners);
});

test('SIGTERM ends a running chain with exit code 0', async (t) => {
  const root = scratchRepository(t, []);
  const lines: string[] = [];
  const output = {
    stdout: (line: string) => {
      lines.push(line);
      if (line.includes('Ctrl-C')) process.kill(process.pid, 'SIGTERM');
    },
    stderr: () => {},
  };
  assert.equal(await runLocal({ root }, output), 0);
  assert.ok(lines.some((line) => line.includes('scratch runs on this machine')));
});
