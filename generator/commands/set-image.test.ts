import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { makeBase } from '../../test/support/corpus.ts';
import { runMain } from '../../test/support/run-main.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const FILE = 'environments/dev/config.yaml';

let base: string;
before(async () => {
  base = await makeBase();
  assert.equal((await runMain(base, 'render')).code, 0);
});
after(() => rmSync(base, { recursive: true, force: true }));

function copyOf(t: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'set-image-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  cpSync(base, root, { recursive: true });
  return root;
}

const read = (root: string, file = FILE) => readFileSync(join(root, file), 'utf8');
const set = (root: string, ...args: string[]) => runMain(root, 'set-image', ...args);
const asJson = async (root: string, ...args: string[]) => {
  const { code, stdout } = await set(root, ...args, '--format', 'json');
  return { code, ...JSON.parse(stdout) };
};

test('images of several services are set and rendered, and it is said what that does', async (t) => {
  const root = copyOf(t);
  const images = [`front=${digest('a')}`, `store=${digest('b')}`];
  const { code, schema, environment, changes, written, diff } = await asJson(
    root,
    'dev',
    ...images,
  );
  assert.deepEqual([code, schema, environment], [0, 'set-image/v1', 'dev']);
  assert.deepEqual(changes, [
    { service: 'front', path: 'services.front.image.digest', after: digest('a') },
    { service: 'store', path: 'services.store.image.digest', after: digest('b') },
  ]);
  assert.equal(written[0], FILE);
  const task = JSON.parse(read(root, 'environments/dev/rendered/task-definitions/store.json'));
  assert.ok(task.containerDefinitions[0].image.endsWith(`@${digest('b')}`));
  assert.deepEqual(
    diff.environments.map((one: { environment: string }) => one.environment),
    ['dev'],
  );
  assert.equal((await runMain(root, 'render', '--check')).code, 0);
});

test('a second image of the same service says what it was, and the same one writes nothing', async (t) => {
  const root = copyOf(t);
  await set(root, 'dev', `front=${digest('a')}`);
  const next = await asJson(root, 'dev', `front=${digest('c')}`);
  assert.deepEqual(next.changes[0].before, digest('a'));
  const config = read(root);
  const { code, stdout } = await set(root, 'dev', `front=${digest('c')}`);
  assert.deepEqual([code, stdout.trim()], [0, 'dev: nothing to set']);
  assert.equal(read(root), config);
});

test('a dry run says the same and writes nothing', async (t) => {
  const root = copyOf(t);
  const config = read(root);
  const { wouldWrite, ...dry } = await asJson(root, 'dev', `front=${digest('a')}`, '--dry-run');
  assert.equal(read(root), config);
  assert.equal((await runMain(root, 'render', '--check')).code, 0);
  assert.deepEqual(await asJson(root, 'dev', `front=${digest('a')}`), {
    ...dry,
    written: wouldWrite,
  });
});

const refused: [what: string, args: string[], codes: string[]][] = [
  ['an unknown service', ['dev', `fornt=${digest('a')}`], ['usage']],
  ['a tag', ['dev', 'front=latest'], ['usage']],
  ['both', ['dev', 'fornt=latest'], ['usage', 'usage']],
  ['an unknown environment', ['nowhere', `front=${digest('a')}`], ['usage']],
  ['an environment without images', ['local', `front=${digest('a')}`], ['edit/target']],
];
for (const [what, args, codes] of refused) {
  test(`${what} is refused, and nothing is written`, async (t) => {
    const root = copyOf(t);
    const config = read(root);
    const { code, diagnostics } = await asJson(root, ...args);
    assert.equal(code, 2);
    assert.deepEqual(
      diagnostics.map((found: { code: string }) => found.code),
      codes,
    );
    assert.equal(read(root), config);
  });
}

test('without an image there is nothing to do, and the usage says so', async (t) => {
  assert.equal((await set(copyOf(t), 'dev')).code, 2);
});

test('rendered files that are stale are told first, and nothing is written', async (t) => {
  const root = copyOf(t);
  const stale = 'environments/dev/rendered/task-definitions/store.json';
  writeFileSync(join(root, stale), read(root, stale).replace('"1024"', '"2048"'));
  const config = read(root);
  const { code, diagnostics } = await asJson(root, 'dev', `front=${digest('a')}`);
  assert.deepEqual([code, diagnostics[0].code, diagnostics[0].file], [2, 'artefact/stale', stale]);
  assert.equal(read(root), config);
});
