import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { makeChangesBase } from '../../test/support/change-cases.ts';
import { commitAll, git } from '../../test/support/git.ts';
import { renderChecked } from '../bundle/render-checked.ts';
import { type DiagnosticCode, Failure } from '../diagnostics.ts';
import { writeRendered } from '../write/write-rendered.ts';
import { contentId, listTree } from './list-tree.ts';
import { readBase } from './read-base.ts';
import { resolveBase } from './resolve-base.ts';

let pristine: string;
let root: string;
let commit: string;
before(() => {
  pristine = makeChangesBase();
  writeRendered(pristine, renderChecked(pristine, []).bundles);
  commit = commitAll(pristine, 'base');
});
beforeEach((t) => {
  root = mkdtempSync(join(tmpdir(), 'git-base-'));
  cpSync(pristine, root, { recursive: true });
  (t as unknown as { after: (work: () => void) => void }).after(() =>
    rmSync(root, { recursive: true, force: true }),
  );
});
after(() => rmSync(pristine, { recursive: true, force: true }));

const base = () => ({ ref: commit, commit });
const fails = (code: DiagnosticCode, hint: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Failure);
  assert.deepEqual(
    error.diagnostics.map((one) => one.code),
    [code],
  );
  assert.match(error.diagnostics[0]?.hint ?? '', hint);
  return true;
};

test('what is as it is rendered now is the very same value, and nothing of it is read again', () => {
  const { bundles } = renderChecked(root, []);
  const now = new Set(bundles.flatMap(({ artefacts }) => artefacts));
  const read = readBase(root, base(), bundles);
  assert.deepEqual(
    read.map(({ environment }) => environment),
    ['account-live', 'account', 'dev', 'live', 'local'],
  );
  for (const { artefacts } of read) {
    for (const artefact of artefacts) assert.ok(now.has(artefact), artefact.path);
  }
});

test('a file that is read back means what it meant when it was rendered', () => {
  const { bundles } = renderChecked(root, []);
  const read = readBase(root, base(), []);
  for (const { environment, artefacts } of bundles) {
    const back = read.find((one) => one.environment === environment);
    for (const { origin, ...artefact } of artefacts) {
      const found = back?.artefacts.find(({ path }) => path === artefact.path);
      assert.deepEqual(found, artefact);
    }
    assert.equal(back?.artefacts.length, artefacts.length);
  }
});

test('the repository may be a folder of a larger clone', () => {
  const outer = mkdtempSync(join(tmpdir(), 'git-outer-'));
  try {
    const inner = join(outer, 'infrastructure/ecs');
    mkdirSync(join(outer, 'infrastructure'));
    cpSync(pristine, inner, { recursive: true });
    rmSync(join(inner, '.git'), { recursive: true });
    const id = commitAll(outer, 'outer');
    const { bundles } = renderChecked(inner, ['dev']);
    const read = readBase(inner, { ref: id, commit: id }, bundles);
    assert.deepEqual(
      read.map(({ environment }) => environment),
      ['account-live', 'account', 'dev', 'live', 'local'],
    );
  } finally {
    rmSync(outer, { recursive: true, force: true });
  }
});

test('an id of a content is the one that Git gives', () => {
  const [file] = listTree(root, commit, 'environments');
  assert.ok(file);
  const text = git(root, 'cat-file', 'blob', file.id);
  assert.equal(contentId(`${text}\n`, file.id), file.id);
  assert.equal(contentId('Grüße\n', 'x'.repeat(64)).length, 64);
});

test('a commit whose rendered files are broken can’t be compared with', () => {
  const manifest = 'environments/dev/rendered/manifest.json';
  const task = 'environments/dev/rendered/task-definitions/store.json';
  const breaks: Record<string, () => void> = {
    'no manifest': () => rmSync(join(root, manifest)),
    'a manifest that is no JSON': () => writeFileSync(join(root, manifest), '{'),
    'an input that is no JSON': () => writeFileSync(join(root, task), '{'),
    'an input of another type': () =>
      writeFileSync(join(root, task), '{"family": "x", "containerDefinitions": "y"}'),
    'a stranger': () => writeFileSync(join(root, 'environments/dev/rendered/notes.txt'), 'x'),
    'a link': () => {
      rmSync(join(root, task));
      symlinkSync('store.json', join(root, task));
    },
  };
  for (const [what, break_] of Object.entries(breaks)) {
    git(root, 'reset', '--quiet', '--hard', commit);
    break_();
    const id = commitAll(root, what);
    const read = () => readBase(root, { ref: id, commit: id }, []);
    assert.throws(read, fails('git/unreadable', /--base/), what);
    git(root, 'clean', '--quiet', '-fd');
  }
});

test('without a name the base is where the branch left origin/main', () => {
  git(root, 'update-ref', 'refs/remotes/origin/main', commit);
  git(root, 'switch', '--quiet', '--create', 'mine');
  commitAll(root, 'mine');
  git(root, 'switch', '--quiet', '--detach', commit);
  const theirs = commitAll(root, 'theirs');
  git(root, 'update-ref', 'refs/remotes/origin/main', theirs);
  git(root, 'switch', '--quiet', 'mine');
  assert.deepEqual(resolveBase(root, undefined), { ref: 'merge base with origin/main', commit });
  assert.equal(resolveBase(root, 'origin/main').commit, theirs);
});

test('a name that leads nowhere is told with a near one, and a missing main with how to get it', () => {
  assert.throws(() => resolveBase(root, 'mian'), fails('git/base', /did you mean `main`/));
  assert.throws(() => resolveBase(root, '--all'), fails('git/base', /main/));
  assert.throws(() => resolveBase(root, undefined), fails('git/base', /git fetch origin main/));
});

test('a clone without its history says how to get it', () => {
  commitAll(root, 'second');
  const shallow = mkdtempSync(join(tmpdir(), 'git-shallow-'));
  try {
    git(tmpdir(), 'clone', '--quiet', '--depth', '1', `file://${root}`, shallow);
    assert.throws(() => resolveBase(shallow, commit), fails('git/base', /fetch-depth: 0/));
  } finally {
    rmSync(shallow, { recursive: true, force: true });
  }
});

test('where no repository is, that is said', () => {
  rmSync(join(root, '.git'), { recursive: true });
  assert.throws(() => resolveBase(root, 'main'), fails('git/repository', /clone/));
});
