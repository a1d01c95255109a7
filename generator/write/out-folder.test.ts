import assert from 'node:assert/strict';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Failure } from '../diagnostics.ts';
import { after, bundlesOf, makeTree, readTree, type Tree, withFolders } from './fixtures/tree.ts';
import { writeOut } from './write-out.ts';

const repository: Tree = {
  'environments/defaults.yaml': '',
  'environments/a/config.yaml': '',
  'templates/x': '',
};
const bundles = bundlesOf(after);
const foreign = 'environments/a/rendered/notes.txt';

function refusal(run: () => unknown): [code: string | undefined, exit: number] {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return [error.diagnostics[0]?.code, error.exitCode];
    throw error;
  }
  return assert.fail('it was written');
}

test('a rendering elsewhere has the layout of the repository, and leaves the repository alone', (t) => {
  const root = makeTree(t, repository);
  const start = readTree(root);
  const changes = writeOut(root, join(root, 'trial/1'), bundles);
  assert.deepEqual(readTree(join(root, 'trial/1')), withFolders(after));
  assert.deepEqual(readTree(root), start);
  assert.ok(changes.every(({ path }) => path.startsWith('trial/1/environments/')));
});

test('elsewhere, files of nobody’s are kept and old ones of ours are removed', (t) => {
  const root = makeTree(t, repository);
  const ours = '{"schema":"manifest/v1","environment":"a"}';
  const out = makeTree(t, {
    'environments/a/rendered/manifest.json': ours,
    'environments/a/rendered/old.json': '',
    'environments/a/notes.txt': 'kept',
    'environments/z/rendered/x': 'kept',
  });
  writeOut(root, out, bundles);
  assert.deepEqual(
    readTree(out),
    withFolders({
      ...after,
      'environments/a/notes.txt': 'kept',
      'environments/z/rendered/x': 'kept',
    }),
  );
});

const foreigners: [title: string, tree: Tree][] = [
  ['no manifest', {}],
  ['a manifest that is not JSON', { 'environments/a/rendered/manifest.json': '{' }],
  [
    'the manifest of another environment',
    { 'environments/a/rendered/manifest.json': '{"schema":"manifest/v1","environment":"b"}' },
  ],
];
for (const [title, tree] of foreigners) {
  test(`a folder with files and ${title} is not ours to empty`, (t) => {
    const out = makeTree(t, { [foreign]: '', ...tree });
    const start = readTree(out);
    assert.deepEqual(
      refusal(() => writeOut(makeTree(t, repository), out, bundles)),
      ['write/foreign', 2],
    );
    assert.deepEqual(readTree(out), start);
  });
}

const inRepository = ['', '.', 'environments', 'environments/a', 'templates/new', 'defaults/..'];
for (const path of inRepository) {
  test(`the folder \`${path}\` of the repository is refused`, (t) => {
    const root = makeTree(t, repository);
    const start = readTree(root);
    assert.deepEqual(
      refusal(() => writeOut(root, join(root, path), bundles)),
      ['usage', 2],
    );
    assert.deepEqual(readTree(root), start);
  });
}

test('the repository is known behind a link, and so is another one', (t) => {
  const root = makeTree(t, repository);
  const elsewhere = makeTree(t, {});
  symlinkSync(root, join(elsewhere, 'link'));
  symlinkSync(join(root, 'templates'), join(elsewhere, 'templates'));
  const other = makeTree(t, { 'environments/z/config.yaml': '' });
  for (const out of [join(elsewhere, 'link'), join(elsewhere, 'templates/x'), other]) {
    assert.deepEqual(
      refusal(() => writeOut(root, out, bundles)),
      ['usage', 2],
    );
  }
});

test('a file as the folder is refused; below a link to nothing the disk refuses', (t) => {
  const root = makeTree(t, repository);
  const out = makeTree(t, { 'environments/file': '' });
  symlinkSync('nothing', join(out, 'dangling'));
  assert.deepEqual(
    refusal(() => writeOut(root, join(out, 'environments/file'), bundles)),
    ['usage', 2],
  );
  assert.deepEqual(
    refusal(() => writeOut(root, join(out, 'dangling/x'), bundles)),
    ['write/failed', 1],
  );
  assert.ok(!existsSync(join(out, 'nothing')));
});

test('a link in the folder is refused as in the repository', (t) => {
  const out = makeTree(t, {});
  symlinkSync(makeTree(t, {}), join(out, 'environments/a'));
  assert.deepEqual(
    refusal(() => writeOut(makeTree(t, repository), out, bundles)),
    ['write/symlink', 2],
  );
});
