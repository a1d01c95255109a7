import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository, runGenerator, scratchRepository } from '../test/support/scratch.ts';
import { type Diagnostic, isError } from './diagnostics.ts';

const MANIFEST = 'environments/dev/rendered/manifest.json';

/** What is wrong, without what is only worth a look. */
function errorsIn(stdout: string): Diagnostic[] {
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  return diagnostics.filter(isError);
}

test('--help names every command and the exit codes', () => {
  const { code, stdout } = runGenerator(repository, ['--help']);
  assert.equal(code, 0);
  for (const word of ['render', 'validate', 'config', 'schema', 'local', 'Exit codes']) {
    assert.ok(stdout.includes(word), word);
  }
});

test('rendering twice changes nothing', (t) => {
  const scratch = scratchRepository(t);
  rmSync(join(scratch.root, 'environments/dev/rendered'), { recursive: true });
  assert.equal(scratch.run().code, 0);
  const { code, stdout } = scratch.run('--format', 'json');
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(stdout).changes, []);
  assert.equal(scratch.read(MANIFEST), readFileSync(join(repository, MANIFEST), 'utf8'));
});

test('render --check is silent about files that are as rendered', (t) => {
  const { code, stderr } = scratchRepository(t).run('render', '--check');
  assert.deepEqual([code, stderr], [0, '']);
});

test('render --check exits 3 and names edited, missing and extra files', (t) => {
  const scratch = scratchRepository(t);
  scratch.edit('environments/dev/rendered/stacks/platform.yaml', 'Weight: 1', 'Weight: 2');
  rmSync(join(scratch.root, 'environments/prod/rendered/README.md'));
  mkdirSync(join(scratch.root, 'environments/staging/rendered/old'));
  scratch.write('environments/staging/rendered/old/x.json', '{}');
  const { code, stdout } = scratch.run('render', '--check', '--format', 'json');
  assert.equal(code, 3);
  const found = errorsIn(stdout);
  assert.deepEqual(
    found.map(({ code: kind, file, line }) => [kind, file, line]),
    [
      ['artefact/stale', 'environments/dev/rendered/stacks/platform.yaml', 52],
      ['artefact/missing', 'environments/prod/rendered/README.md', 1],
      ['artefact/orphan', 'environments/staging/rendered/old/x.json', 1],
    ],
  );
  assert.equal(scratch.run().code, 0);
  assert.equal(scratch.run('render', '--check').code, 0);
});

test('a mistake in one environment leaves the files of all as they were', (t) => {
  const scratch = scratchRepository(t);
  scratch.edit('environments/defaults.yaml', 'memory: 1024', 'memory: 2048');
  scratch.edit('environments/prod/config.yaml', 'tier: production', 'tier: produktion');
  const before = scratch.read(MANIFEST);
  const { code, stderr } = scratch.run();
  assert.equal(code, 2);
  assert.match(
    stderr,
    /environments\/prod\/config\.yaml:3:7\n.*must be one of development, staging, production/,
  );
  assert.match(stderr, /did you mean `production`/);
  assert.ok(!stderr.includes('    at '), 'no stack trace for a mistake of the user');
  assert.equal(scratch.read(MANIFEST), before);
});

test('a mistake in a template is told with template, line and column, and writes nothing', (t) => {
  const scratch = scratchRepository(t);
  scratch.edit('templates/service.yaml.hbs', '{{service.family}}', '{{service.famly}}');
  const { code, stdout } = scratch.run('--format', 'json');
  assert.equal(code, 2);
  const [found, ...more] = errorsIn(stdout);
  assert.deepEqual(
    [found?.code, found?.file, found?.line, found?.col],
    ['template/value', 'templates/service.yaml.hbs', 3, 19],
  );
  assert.deepEqual(more, []);
});

test('a template that writes unusable YAML is told at the template line', (t) => {
  const scratch = scratchRepository(t);
  scratch.edit(
    'templates/partials/data-key.yaml.hbs',
    '      EnableKeyRotation: true\n',
    '      EnableKeyRotation: true\n      EnableKeyRotation: true\n',
  );
  const { code, stdout } = scratch.run('--format', 'json');
  assert.equal(code, 2);
  const [found] = errorsIn(stdout);
  assert.deepEqual(
    [found?.code, found?.file, found?.line],
    ['template/output', 'templates/partials/data-key.yaml.hbs', 8],
  );
});

test('validate accepts what is committed, offline', () => {
  const { code, stdout, stderr } = runGenerator(repository, ['validate']);
  assert.deepEqual([code, / error /.test(stderr)], [0, false], stderr);
  assert.match(
    stdout,
    /^valid: bootstrap, bootstrap-prod, bootstrap-staging, dev, local, prod, staging/,
  );
});

test('validate finds a stack that CloudFormation would refuse', (t) => {
  const scratch = scratchRepository(t);
  scratch.edit('templates/partials/log-groups.yaml.hbs', 'RetentionInDays', 'RetentionInDay');
  const { code, stderr } = scratch.run('validate', 'dev');
  assert.equal(code, 2);
  assert.match(stderr, /templates\/partials\/log-groups\.yaml\.hbs:7/);
});

test('config prints an environment after all layers', () => {
  const { code, stdout } = runGenerator(repository, ['config', 'prod', '--format', 'json']);
  assert.equal(code, 0);
  const { config } = JSON.parse(stdout);
  assert.deepEqual(
    [config.logs.retentionDays, config.network.azCount, config.services.ui.cpu],
    [365, 2, 512],
  );
});

test('schema --check exits 3 when the file is stale, and schema mends it', (t) => {
  const scratch = scratchRepository(t);
  assert.equal(scratch.run('schema', '--check').code, 0);
  scratch.edit('environments/schema.json', 'Environment config', 'Something else');
  assert.equal(scratch.run('schema', '--check').code, 3);
  assert.equal(scratch.run('schema').code, 0);
  assert.equal(scratch.run('schema', '--check').code, 0);
});

test('usage mistakes exit 2 with what was probably meant', (t) => {
  const scratch = scratchRepository(t);
  const option = scratch.run('render', '--chek');
  assert.deepEqual([option.code, /--check/.test(option.stderr)], [2, true]);
  const name = scratch.run('render', 'stagin');
  assert.deepEqual([name.code, /`staging`/.test(name.stderr)], [2, true]);
  assert.equal(scratch.run('config').code, 2);
});

test('a folder without environments is told what to do', (t) => {
  const scratch = scratchRepository(t);
  rmSync(join(scratch.root, 'environments'), { recursive: true });
  const { code, stderr } = scratch.run();
  assert.equal(code, 2);
  assert.match(stderr, /environments\//);
  assert.ok(!stderr.includes('    at '));
});
