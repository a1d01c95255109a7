import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Artefact, Origin } from '../render/artefact.ts';
import { compareRendered } from './compare-rendered.ts';
import { diagnoseChanges } from './diagnose-change.ts';
import { makeTree, type Tree } from './fixtures/tree.ts';

const TEXT = 'one\ntwo\nthree\n';
const RENDERED = 'environments/dev/rendered';

const originOf = (line: number): Origin => ({
  template: { file: 'templates/x.hbs', line: line * 10, col: 1 },
  config: [
    { path: 'a.b', position: { file: 'environments/dev/config.yaml', line: line * 100, col: 3 } },
  ],
  conditions: [],
});

/** Findings about files that should hold three lines. */
function findingsIn(t: Parameters<typeof makeTree>[0], files: Tree, wanted = Object.keys(files)) {
  const tree = Object.entries(files).map(([name, text]) => [`${RENDERED}/${name}`, text]);
  const artefacts = wanted.map(
    (path): Artefact => ({
      path,
      environment: 'dev',
      kind: 'service',
      value: {},
      text: TEXT,
      origin: originOf,
    }),
  );
  const base = makeTree(t, Object.fromEntries(tree));
  return diagnoseChanges(compareRendered(base, [{ environment: 'dev', artefacts }]).changes);
}

const edits: [title: string, text: string, line: number][] = [
  ['an edited line', 'one\n2\nthree\n', 2],
  ['a line more', 'one\ntwo\nthree\nfour\n', 4],
  ['a line less', 'one\nthree\n', 2],
  ['an end cut off', 'one\ntwo\n', 3],
  ['no last line end', 'one\ntwo\nthree', 3],
  ['other line ends', 'one\r\ntwo\r\nthree\r\n', 1],
  ['nothing', '', 1],
];
for (const [title, text, line] of edits) {
  test(`${title} is told at the first line that differs, with what that line is made of`, (t) => {
    const [found] = findingsIn(t, { 'x.json': text });
    assert.deepEqual([found?.code, found?.line], ['artefact/stale', line]);
    assert.deepEqual(found?.origin, {
      rendered: { file: `${RENDERED}/x.json`, line, col: 1 },
      template: originOf(line).template,
      config: originOf(line).config.map(({ position }) => position),
    });
  });
}

test('what is missing or orphaned has no origin, and nothing of an orphan is shown', (t) => {
  const found = findingsIn(t, { 'orphan.txt': 'token=1' }, ['x.json']);
  assert.deepEqual(
    found.map(({ code, origin, isSecret }) => [code, origin, isSecret]),
    [
      ['artefact/orphan', undefined, true],
      ['artefact/missing', undefined, undefined],
    ],
  );
});

test('only the first twenty files are traced, because each costs a rendering', (t) => {
  const files = Array.from({ length: 21 }, (_, index) => [`${index + 10}.json`, 'edited']);
  const found = findingsIn(t, Object.fromEntries(files));
  assert.equal(found.length, 21);
  assert.deepEqual(
    found.flatMap(({ origin, file }) => (origin ? [] : [file])),
    [`${RENDERED}/30.json`],
  );
});
