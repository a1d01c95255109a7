import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { makeBase } from '../../test/support/corpus.ts';
import { runMain } from '../../test/support/run-main.ts';

let root: string;
beforeEach(async () => {
  root = await makeBase();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const run = (...args: string[]) => runMain(root, ...args);

const read = (environment: string) =>
  readFileSync(join(root, `environments/${environment}/config.yaml`), 'utf8');

const valuesOf = (stdout: string): [string, string][] =>
  JSON.parse(stdout).values.map(({ path, value }: { path: string; value: string }) => [
    path,
    value,
  ]);

test('new copies a config with its comments, and derives a range and a source', async () => {
  const digest = `sha256:${'d'.repeat(64)}`;
  const comment = `# why\n  store: {image: {digest: "${digest}"}} # kept\n`;
  const model = read('dev').replace('services:\n', `services:\n  ${comment}`);
  writeFileSync(join(root, 'environments/dev/config.yaml'), model);
  const { code, stdout } = await run('new', 'qa', '--from', 'dev', '--format', 'json');
  const { schema, environment, written } = JSON.parse(stdout);
  assert.deepEqual([code, schema, environment], [0, 'new/v1', 'qa']);
  assert.deepEqual(valuesOf(stdout), [
    ['promotesFrom', 'dev'],
    ['network.cidr', '10.3.0.0/16'],
  ]);
  const expected = model
    .replace('10.1.0.0/16', '10.3.0.0/16')
    .replace('region: us-east-1\n', 'region: us-east-1\npromotesFrom: dev\n');
  assert.equal(read('qa'), expected);
  assert.deepEqual(written.slice(0, 2), [
    'environments/qa/config.yaml',
    'environments/account/config.yaml',
  ]);
  assert.match(read('account'), /^environments: \[dev, qa\]$/m);
  assert.ok(existsSync(join(root, 'environments/account/rendered/stacks/roles-qa.yaml')));
  assert.ok(existsSync(join(root, 'environments/qa/rendered/manifest.json')));
  assert.equal((await run('render', '--check', 'qa', 'account')).code, 0);
});

test('a new environment passes every check', async () => {
  assert.equal((await run('new', 'qa', '--from', 'live')).code, 0);
  const { code, stderr } = await run('validate', '--no-cfn-lint', 'qa', 'live');
  assert.equal(code, 0, stderr);
});

test('in the same tier images come from where those of the other do, in a higher one from it', async () => {
  const same = await run('new', 'qa', '--from', 'live', '--format', 'json');
  assert.deepEqual(valuesOf(same.stdout)[0], ['promotesFrom', 'dev']);
  const model = read('dev').replace(/ {4}(exposure|scaling): .*\n/g, '');
  writeFileSync(join(root, 'environments/dev/config.yaml'), model);
  const args = ['--from', 'dev', '--tier', 'staging', '--format', 'json'];
  const higher = await run('new', 'stage', ...args);
  assert.deepEqual(valuesOf(higher.stdout).slice(0, 2), [
    ['tier', 'staging'],
    ['promotesFrom', 'dev'],
  ]);
  assert.match(read('stage'), /^tier: staging$/m);
});

test('what is given takes the place of what is derived', async () => {
  const given = ['--cidr', '10.77.0.0/16', '--promotes-from', 'live', '--account', '444455556666'];
  const { code, stderr } = await run('new', 'twin', '--from', 'live', ...given);
  assert.equal(code, 0, stderr);
  assert.match(read('twin'), /cidr: 10\.77\.0\.0\/16/);
  assert.match(read('twin'), /promotesFrom: live/);
});

const refused: Readonly<Record<string, readonly [args: string, code: string, place?: string]>> = {
  'a name with capitals': ['new QA --from dev', 'config/environment-name'],
  'a name that leads elsewhere': ['new ../qa --from dev', 'config/environment-name'],
  'an environment that is there': ['new live --from dev', 'edit/exists', 'live'],
  'a model that is not there': ['new qa --from devv', 'usage'],
  'a model that is not deployed': ['new qa --from local', 'edit/target', 'local'],
  'a range that is none': ['new qa --from dev --cidr 10.1', 'config/value', 'qa'],
  'the range of an environment with a later name': [
    'new a --from dev --cidr 10.2.0.0/16',
    'rule/vpc-apart',
    'live',
  ],
  'the range of an environment with an earlier name': [
    'new qa --from dev --cidr 10.2.0.0/16',
    'rule/vpc-apart',
    'qa',
  ],
  'an account that may not pull': [
    'new qa --from dev --account 999988887777',
    'rule/registry-lets-pull',
  ],
};

for (const [title, [args, expected, place]] of Object.entries(refused)) {
  test(`${title} is refused, and nothing is written`, async () => {
    const { code, stdout } = await run(...args.split(' '), '--format', 'json');
    const found = JSON.parse(stdout).diagnostics;
    const codes = found.map((one: { code: string }) => one.code);
    assert.equal(code, 2);
    assert.ok(codes.includes(expected), stdout);
    if (place) {
      const { file } = found.find((one: { code: string }) => one.code === expected);
      assert.equal(file, `environments/${place}/config.yaml`);
    }
    assert.ok(
      !existsSync(join(root, 'environments/qa')) && !existsSync(join(root, 'environments/a')),
    );
    assert.equal((await run('render', '--check')).code, 0);
  });
}

test('a mistake in a config that is not written yet shows its line', async () => {
  const { stderr } = await run('new', 'qa', '--from', 'dev', '--cidr', '10.1');
  assert.match(stderr, /environments\/qa\/config\.yaml:8/);
  assert.match(stderr, /cidr: "10\.1"/);
});
