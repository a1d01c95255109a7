import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { type Diagnostic, Failure } from '../diagnostics.ts';
import { after, before, bundlesOf, makeTree, readTree, type Tree } from './fixtures/tree.ts';
import type { Journal } from './journal.ts';
import { writeRendered } from './write-rendered.ts';

const RENDERED = 'environments/a/rendered';
const WORK = 'environments/.render';

function refusalOf(base: string): Diagnostic[] {
  const start = readTree(base);
  try {
    writeRendered(base, bundlesOf(after));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    assert.equal(error.exitCode, 2);
    assert.deepEqual(readTree(base), start);
    return [...error.diagnostics];
  }
  return assert.fail('it was written');
}

const replace = (path: string, put: (path: string) => void) => (base: string) => {
  const place = join(base, path);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(dirname(place), { recursive: true });
  put(place);
};
const link = (path: string, target: string) => replace(path, (place) => symlinkSync(target, place));
const pipe = (path: string) => replace(path, (place) => execFileSync('mkfifo', [place]));
const folder = (path: string) => replace(path, (place) => mkdirSync(place));

const obstacles: [title: string, code: string, file: string, put: (base: string) => void][] = [
  [
    'a link to a file',
    'write/symlink',
    `${RENDERED}/same.json`,
    link(`${RENDERED}/same.json`, '../config.yaml'),
  ],
  ['a link to nothing', 'write/symlink', `${RENDERED}/x`, link(`${RENDERED}/x`, 'nothing')],
  ['a link to a folder', 'write/symlink', `${RENDERED}/new`, link(`${RENDERED}/new`, '/')],
  ['rendered/ as a link', 'write/symlink', RENDERED, link(RENDERED, '../b/rendered')],
  ['an environment as a link', 'write/symlink', 'environments/a', link('environments/a', 'b')],
  ['all environments as a link', 'write/symlink', 'environments', link('environments', '/nowhere')],
  ['the work folder as a link', 'write/symlink', WORK, link(WORK, 'a')],
  ['a link in the work folder', 'write/symlink', `${WORK}/old`, link(`${WORK}/old`, '..')],
  ['a named pipe', 'write/not-a-file', `${RENDERED}/same.json`, pipe(`${RENDERED}/same.json`)],
  [
    'a folder in a file’s place',
    'write/not-a-file',
    `${RENDERED}/same.json`,
    folder(`${RENDERED}/same.json`),
  ],
  ['a named pipe as rendered/', 'write/not-a-file', RENDERED, pipe(RENDERED)],
];
for (const [title, code, file, put] of obstacles) {
  test(`${title} is refused before anything is written`, (t) => {
    const base = makeTree(t, before);
    put(base);
    assert.deepEqual(
      refusalOf(base).map((found) => [found.code, found.file]),
      [[code, file]],
    );
  });
}

const journal = (entries: Journal['entries'], more: Partial<Journal> = {}): Tree => ({
  [`${WORK}/journal.json`]: JSON.stringify({
    schema: 'render-journal/v1',
    entries,
    made: [],
    emptied: [],
    ...more,
  }),
  [`${WORK}/old/0`]: 'planted',
});

const planted: [title: string, Tree][] = [
  [
    'names a file outside',
    journal([{ path: 'environments/a/rendered/../../../x', kind: 'orphaned' }]),
  ],
  [
    'names the defaults',
    journal([{ path: 'environments/defaults.yaml', kind: 'changed', sha256: 'x' }]),
  ],
  [
    'names a file beside a config',
    journal([{ path: 'environments/a/notes.md', kind: 'missing', sha256: 'x' }]),
  ],
  ['removes a config', journal([{ path: 'environments/a/config.yaml', kind: 'orphaned' }])],
  ['names an absolute path', journal([{ path: '/tmp/x', kind: 'orphaned' }])],
  ['makes a folder outside', journal([], { emptied: ['environments/../../x'] })],
  ['removes a folder outside', journal([], { made: ['..'] })],
  ['is not JSON', { [`${WORK}/journal.json`]: '{"schema":' }],
  ['is null', { [`${WORK}/journal.json`]: 'null' }],
  ['holds no list', { [`${WORK}/journal.json`]: '{"schema":"render-journal/v1","entries":3}' }],
];
for (const [title, tree] of planted) {
  test(`a journal that ${title} is not believed`, (t) => {
    const found = refusalOf(makeTree(t, { ...before, ...tree }));
    assert.deepEqual(
      found.map(({ code, file }) => [code, file]),
      [['write/interrupted', `${WORK}/journal.json`]],
    );
  });
}

test('a journal moves nothing through a link of an environment that is not rendered now', (t) => {
  const outside = mkdtempSync(join(tmpdir(), 'outside-'));
  t.after(() => rmSync(outside, { recursive: true }));
  const base = makeTree(t, {
    ...before,
    ...journal([{ path: 'environments/z/rendered/x', kind: 'orphaned' }]),
  });
  link('environments/z/rendered', outside)(base);
  assert.deepEqual(
    refusalOf(base).map(({ code, file }) => [code, file]),
    [['write/symlink', 'environments/z/rendered']],
  );
  assert.deepEqual(readdirSync(outside), []);
});

test('what somebody changed after an interrupted run is theirs and stays', (t) => {
  const base = makeTree(t, {
    'environments/z/rendered/changed': 'checked out since',
    'environments/z/rendered/added': 'checked out since',
    ...journal([
      { path: 'environments/z/rendered/changed', kind: 'changed', sha256: 'of what was written' },
      { path: 'environments/z/rendered/added', kind: 'missing', sha256: 'of what was written' },
    ]),
  });
  writeRendered(base, bundlesOf(after));
  const found = readTree(base);
  assert.deepEqual(
    ['changed', 'added'].map((name) => found[`environments/z/rendered/${name}`]),
    ['checked out since', 'checked out since'],
  );
});
