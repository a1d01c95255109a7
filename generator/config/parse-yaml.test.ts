import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyPositionAt, positionAt, toPlain } from './located.ts';
import { parseYaml } from './parse-yaml.ts';

const parse = (text: string) => parseYaml('a.yaml', text);

test('every value and key knows its line and column', () => {
  const { root, diagnostics } = parse('a: 1\nb:\n  c: [x, y]\n');
  assert.ok(root);
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(toPlain(root), { a: 1, b: { c: ['x', 'y'] } });
  assert.deepEqual(positionAt(root, ['b', 'c', 1]), { file: 'a.yaml', line: 3, col: 10 });
  assert.deepEqual(keyPositionAt(root, ['b', 'c']), { file: 'a.yaml', line: 3, col: 3 });
});

test('what is not there is told at its nearest parent', () => {
  const { root } = parse('a: 1\nb:\n  c: 2\n');
  assert.ok(root);
  assert.deepEqual(positionAt(root, ['b', 'gone', 'deeper']), { file: 'a.yaml', line: 3, col: 3 });
});

test('anchors and merge keys become plain keys, own keys win', () => {
  const { root } = parse('base: &base {a: 1, b: 2}\nuse:\n  <<: *base\n  b: 3\n');
  assert.ok(root);
  assert.deepEqual(toPlain(root), { base: { a: 1, b: 2 }, use: { a: 1, b: 3 } });
});

test('of a list of merged maps the earlier wins', () => {
  const { root } = parse('x: &x {a: 1}\ny: &y {a: 2, b: 2}\nuse:\n  <<: [*x, *y]\n');
  assert.ok(root);
  assert.deepEqual((toPlain(root) as { use: object }).use, { a: 1, b: 2 });
});

const mistakes: [title: string, text: string, line: number, col: number][] = [
  ['an empty file', '', 1, 1],
  ['a file of comments', '# nothing\n', 1, 1],
  ['a list at the top', '- a\n', 1, 1],
  ['a repeated key', 'a: 1\na: 2\n', 2, 1],
  ['an unclosed bracket', 'a: [1\nb: 2\n', 2, 1],
  ['a second document', 'a: 1\n---\nb: 2\n', 2, 1],
];
for (const [title, text, line, col] of mistakes) {
  test(`${title} is one positioned diagnostic`, () => {
    const [first] = parse(text).diagnostics;
    assert.equal(first?.code, 'config/syntax');
    assert.deepEqual([first.file, first.line, first.col], ['a.yaml', line, col]);
  });
}
