import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyPositionAt, positionAt, toPlain } from './located.ts';
import { parseYaml } from './parse-yaml.ts';

const parse = (text: string) => parseYaml('a.yaml', text);
const plain = (text: string) => {
  const { root } = parse(text);
  return root && toPlain(root);
};

test('every value and key knows its line and column', () => {
  const { root, diagnostics } = parse('a: 1\nb:\n  c: [x, y]\n');
  assert.ok(root);
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(toPlain(root), { a: 1, b: { c: ['x', 'y'] } });
  assert.deepEqual(positionAt(root, ['b', 'c', 1]), { file: 'a.yaml', line: 3, col: 10 });
  assert.deepEqual(keyPositionAt(root, ['b', 'c']), { file: 'a.yaml', line: 3, col: 3 });
});

test('a column counts characters, however many bytes each has', () => {
  const { root } = parse('é: 1\n"ü😀": {b: 漢😀, c: 2}\n');
  assert.ok(root);
  assert.deepEqual(positionAt(root, ['ü😀', 'b']), { file: 'a.yaml', line: 2, col: 11 });
  assert.deepEqual(positionAt(root, ['ü😀', 'c']), { file: 'a.yaml', line: 2, col: 18 });
});

test('what is not there is told at its nearest parent', () => {
  const { root } = parse('a: 1\nb:\n  c: 2\n');
  assert.ok(root);
  assert.deepEqual(positionAt(root, ['b', 'gone', 'deeper']), { file: 'a.yaml', line: 3, col: 3 });
});

test('nothing after a colon stands at its key', () => {
  const { root } = parse('a: 1\nb:   # later\n');
  assert.ok(root);
  assert.deepEqual(positionAt(root, ['b']), { file: 'a.yaml', line: 2, col: 1 });
});

test('anchors and merge keys become plain keys, own keys win', () => {
  const text = 'base: &base {a: 1, b: 2}\nuse:\n  <<: *base\n  b: 3\n';
  assert.deepEqual(plain(text), { base: { a: 1, b: 2 }, use: { a: 1, b: 3 } });
});

test('of a list of merged maps the earlier wins', () => {
  const text = 'x: &x {a: 1}\ny: &y {a: 2, b: 2}\nuse:\n  <<: [*x, *y]\n';
  assert.deepEqual((plain(text) as { use: object }).use, { a: 1, b: 2 });
});

test('an anchor can be used again, and be given anew', () => {
  assert.deepEqual(plain('a: &x 1\nb: [*x, *x]\nc: &x 2\nd: *x\n'), {
    a: 1,
    b: [1, 1],
    c: 2,
    d: 2,
  });
});

test('a value that an alias brings stands at the alias, what is in it at the anchor', () => {
  const { root } = parse('a: &x {k: 1}\nb: *x\n');
  assert.ok(root);
  assert.equal(positionAt(root, ['b'])?.line, 2);
  assert.equal(positionAt(root, ['b', 'k'])?.line, 1);
});

test('a number or true as a key is the text that was written', () => {
  assert.deepEqual(plain('1.50: a\ntrue: b\n'), { '1.50': 'a', true: 'b' });
});

test('YAML 1.2 reads yes, dates and clock times as text', () => {
  const text = 'a: yes\nb: 2026-01-01\nc: 12:30\n';
  assert.deepEqual(plain(text), { a: 'yes', b: '2026-01-01', c: '12:30' });
});

test('one marker at the top is no second document', () => {
  assert.deepEqual(plain('# x\n---\na: 1\n...\n'), { a: 1 });
});

type Found = [code: string, line: number, col: number];
const found = (text: string): Found[] =>
  parse(text).diagnostics.map(({ code, line = 0, col = 0 }) => [code, line, col]);

const mistakes: Record<string, [text: string, ...found: Found[]]> = {
  'an empty file': ['', ['config/empty', 1, 1]],
  'a file of comments': ['# nothing\n', ['config/empty', 1, 1]],
  'a list at the top': ['\n- a\n', ['config/not-a-map', 2, 1]],
  'an unclosed bracket': ['a: [1\nb: 2\n', ['config/syntax', 2, 1]],
  'an unclosed quote': ['a: 1\nb: "2\nc: 3\n', ['config/syntax', 2, 4]],
  'two mistakes on one line are one': ['a: 1\n b: 2\n', ['config/syntax', 1, 4]],
  'mistakes on two lines': ['a: @\nb: `\n', ['config/syntax', 1, 4], ['config/syntax', 2, 4]],
  'a second document': ['a: 1\n---\nb: 2\n', ['config/documents', 2, 1]],
  'a tab after a dash': ['a:\n-\tb: 1\n', ['config/tab', 2, 2]],
  'a repeated key': ['a: 1\n"a": 2\n', ['config/duplicate-key', 2, 1]],
  'a number and its text as keys': ['1: a\n"1": b\n', ['config/duplicate-key', 2, 1]],
  'mistakes of several kinds': [
    'a: !x 1\nb: *c\nd: 010\nb: 1\n',
    ['config/tag', 1, 4],
    ['config/alias', 2, 4],
    ['config/number', 3, 4],
    ['config/duplicate-key', 4, 1],
  ],
};
for (const [title, [text, ...expected]] of Object.entries(mistakes)) {
  test(`${title}: each at its place`, () => assert.deepEqual(found(text), expected));
}

test('what can be used stays, and what was left out is named', () => {
  const { root, left } = parse('a: 1\nb: {c: !x 2, d: 3}\ne: [*f, 4]\n');
  assert.ok(root);
  assert.deepEqual(toPlain(root), { a: 1, b: { d: 3 }, e: [4] });
  assert.deepEqual(left, [
    ['b', 'c'],
    ['e', 0],
  ]);
});

test('the line that gives a value to a secret is not to be shown', () => {
  const text = 'TOKEN: x\nTOKEN: hunter2\nA: 1\nA: 2\n';
  assert.deepEqual(
    parse(text).diagnostics.map(({ isSecret = false }) => isSecret),
    [true, false],
  );
});

const hostile: Record<string, string> = {
  'deep brackets': '['.repeat(20_000),
  'deep maps': '{a: '.repeat(20_000),
  'deep dashes': '- '.repeat(20_000),
  'deep keys': '? '.repeat(20_000),
  'many mistakes': 'a: [\n]]\n'.repeat(3_000),
  'many commas': `a: [${','.repeat(20_000)}`,
  'many closing brackets': '}'.repeat(20_000),
  'open brackets, then lines': `${'{a: '.repeat(10)}${'\nk: v'.repeat(20_000)}`,
  'many equal keys': 'k: 1\n'.repeat(20_000),
  'many directives': '%a\n'.repeat(20_000),
  'many aliases to nothing': `a: [${'*x, '.repeat(20_000)}]`,
  'a bomb': bomb(30),
  'a long chain of aliases': chain(1_000),
};

function bomb(levels: number): string {
  const lines = Array.from({ length: levels }, (_, level) => {
    return `k${level}: &k${level} [${Array(10).fill(level === 0 ? 'x' : `*k${level - 1}`)}]`;
  });
  return lines.join('\n');
}

function chain(length: number): string {
  const lines = Array.from({ length }, (_, level) =>
    level === 0 ? 'k0: &k0 [x]' : `k${level}: &k${level} [*k${level - 1}]`,
  );
  return lines.join('\n');
}

for (const [title, text] of Object.entries(hostile)) {
  test(`${title}: refused, without a crash`, () => assert.ok(parse(text).diagnostics.length > 0));
}
