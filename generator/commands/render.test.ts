import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runMain } from '../../test/support/run-main.ts';
import { repository, scratchRepository } from '../../test/support/scratch.ts';

/** The command line in this process, in a copy of the repository. */
function commandLine(t: TestContext) {
  const { root, read, edit } = scratchRepository(t);
  const run = async (...args: string[]) => {
    const { code: exit, ...streams } = await runMain(root, ...args);
    return { exit, ...streams };
  };
  return { root, read, edit, run };
}

test('--set and --out write a trial and no committed file', async (t) => {
  const { run, read } = commandLine(t);
  const MANIFEST = 'environments/prod/rendered/manifest.json';
  const PARAMETERS = 'environments/prod/rendered/stacks/platform.parameters.json';
  const { exit } = await run('render', 'prod', '--set', 'logs.retentionDays=400', '--out', 'trial');
  assert.equal(exit, 0);
  assert.match(read(`trial/${PARAMETERS}`), /"400"/);
  assert.notEqual(read(`trial/${MANIFEST}`), read(MANIFEST));
  assert.equal((await run('render', '--check')).exit, 0);
});

test('a trial without settings is what is committed', async (t) => {
  const { run, read, root } = commandLine(t);
  assert.equal((await run('render', '--out', 'trial')).exit, 0);
  const written = globSync('environments/*/rendered/**/*.*', { cwd: join(root, 'trial') });
  assert.ok(written.length > 0);
  for (const file of written) assert.equal(read(`trial/${file}`), read(file));
  const { stdout } = await run('render', '--out', 'trial', '--format', 'json');
  assert.deepEqual(JSON.parse(stdout).changes, []);
});

test('--check and --out together are refused', async (t) => {
  const { run, root } = commandLine(t);
  assert.equal((await run('render', '--check', '--out', 'trial')).exit, 2);
  assert.ok(!existsSync(join(root, 'trial')));
});

test('what changed is printed, and as JSON with what only warns', async (t) => {
  const { run, edit } = commandLine(t);
  edit('environments/staging/config.yaml', '10.20.0.0/16', '172.17.0.0/16');
  const checked = await run('render', '--check', 'staging', '--format', 'json');
  assert.equal(checked.exit, 3);
  const { exit, stdout } = await run('render', 'staging', '--format', 'json');
  const { schema, environments, changes, diagnostics } = JSON.parse(stdout);
  assert.deepEqual([exit, schema, environments], [0, 'render/v1', ['staging']]);
  assert.ok(changes.every(({ change }: { change: string }) => change === 'changed'));
  assert.ok(changes.length > 0);
  assert.deepEqual(
    diagnostics.map(({ code }: { code: string }) => code),
    ['rule/vpc-docker-range'],
  );
  const again = await run('render', 'staging');
  assert.deepEqual([again.stdout, again.stderr], ['up to date: staging', '']);
});

/** Renders into one folder in a process of its own. */
function renderAs(root: string, project: string): Promise<number | null> {
  const entry = join(repository, 'generator/index.ts');
  const tsx = fileURLToPath(import.meta.resolve('tsx'));
  const args = ['render', '--set', `project=${project}`, '--out', 'trial'];
  const child = spawn(process.execPath, ['--import', tsx, entry, ...args], {
    cwd: root,
    stdio: 'ignore',
  });
  return new Promise((resolve) => child.on('close', resolve));
}

test('of four renders at once into one folder, one whole remains', async (t) => {
  const { root, run } = commandLine(t);
  const projects = ['one', 'two', 'three', 'four'];
  const exits = await Promise.all(projects.map((project) => renderAs(root, project)));
  assert.deepEqual(exits, [0, 0, 0, 0]);
  const manifests = globSync('trial/environments/*/rendered/manifest.json', { cwd: root });
  const [project, ...others] = new Set(
    manifests.map((file) => JSON.parse(readFileSync(join(root, file), 'utf8')).project),
  );
  assert.deepEqual(others, []);
  const args = ['--set', `project=${project}`, '--out', 'trial', '--format', 'json'];
  assert.deepEqual(JSON.parse((await run('render', ...args)).stdout).changes, []);
});
