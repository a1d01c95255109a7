import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { commitAll } from './support/git.ts';
import { repository, scratchRepository } from './support/scratch.ts';

const TSX = import.meta.resolve('tsx');
const REFUSE = fileURLToPath(import.meta.resolve('./support/refuse-sockets.mjs'));

/** Runs Node with every socket refused, without credentials, and with proxies that lead nowhere. */
function runRefused(cwd: string, args: readonly string[]) {
  const { PATH, HOME, TMPDIR } = process.env;
  const nowhere = 'http://127.0.0.1:8080';
  return spawnSync(process.execPath, ['--import', REFUSE, ...args], {
    cwd,
    encoding: 'utf8',
    timeout: 120_000,
    env: { PATH, HOME, TMPDIR, NO_COLOR: '1', HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere },
  });
}

const COMMANDS = [
  ['render'],
  ['render', '--check'],
  ['validate', '--no-cache'],
  ['diff', '--base', 'HEAD'],
  ['diff', '--base', 'HEAD', '--format', 'json'],
  ['cost'],
  ['graph'],
] as const;

test('the commands of a review use no network and need no credentials', (t) => {
  const { root, edit, run } = scratchRepository(t);
  commitAll(root, 'base');
  edit('environments/defaults.yaml', 'cpu: 512', 'cpu: 1024');
  edit('environments/defaults.yaml', 'memory: 1024', 'memory: 2048');
  edit('environments/defaults.yaml', 'retentionDays: 30', 'retentionDays: 60');
  assert.equal(run().code, 0);
  const entry = join(repository, 'generator/index.ts');
  for (const args of COMMANDS) {
    const { status, stderr } = runRefused(root, ['--import', TSX, entry, ...args]);
    assert.equal(status, 0, `${args.join(' ')}\n${stderr}`);
  }
});

test('what opens a socket is refused here', () => {
  const tries = [
    `await fetch('http://127.0.0.1:8080')`,
    `(await import('node:net')).connect(8080, '127.0.0.1')`,
    `await (await import('node:dns/promises')).lookup('example.com')`,
  ];
  for (const code of tries) {
    const { status, stderr } = runRefused(repository, ['--input-type=module', '--eval', code]);
    assert.deepEqual([status, /^refused: /.test(stderr)], [70, true], `${code}\n${stderr}`);
  }
});
