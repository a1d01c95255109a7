import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageModule } from './page-module.ts';

const { parseMarkdown, withClosedMarks } = await pageModule('markdown.js');
const { parseInline } = await pageModule('markdown-inline.js');

const text = (words: string) => ({ type: 'text', text: words });
const paragraph = (...children: object[]) => ({ type: 'paragraph', children });
const item = (words: string, ...lists: object[]) => ({ children: [text(words)], lists });

test('paragraphs are parted by empty lines, and line breaks inside stay', () => {
  assert.deepEqual(parseMarkdown('one\ntwo\n\n\nthree\n'), [
    paragraph(text('one\ntwo')),
    paragraph(text('three')),
  ]);
  assert.deepEqual(parseMarkdown(' \n\n'), []);
});

test('bold, emphasis and code are found inside each other', () => {
  assert.deepEqual(parseInline('**Aurora *mini*** and `x**y**`'), [
    {
      type: 'strong',
      children: [text('Aurora '), { type: 'emphasis', children: [text('mini')] }],
    },
    text(' and '),
    { type: 'code', text: 'x**y**' },
  ]);
  assert.deepEqual(parseInline('__so__ _be_ it'), [
    { type: 'strong', children: [text('so')] },
    text(' '),
    { type: 'emphasis', children: [text('be')] },
    text(' it'),
  ]);
});

test('what only looks like a mark stays as it was written', () => {
  for (const words of [
    'search_products and in_stock_only',
    '2 * 3 * 4',
    '5*5*5',
    '** not bold **',
    '**open',
    '`open',
    'a * b',
    '$100 & <b>no</b>',
    '[label](https://elsewhere.example)',
  ]) {
    assert.deepEqual(parseInline(words), [text(words)], words);
  }
  assert.deepEqual(parseInline('\\*no\\*'), [text('*no*')]);
});

test('lists have their marks taken off and know where they begin', () => {
  assert.deepEqual(parseMarkdown('Found:\n- one\n* two\n\n3. three\n4) four'), [
    paragraph(text('Found:')),
    { type: 'list', ordered: false, start: 1, items: [item('one'), item('two')] },
    { type: 'list', ordered: true, start: 3, items: [item('three'), item('four')] },
  ]);
});

test('an indented list stands inside the item above it', () => {
  const inner = { type: 'list', ordered: false, start: 1, items: [item('a'), item('b')] };
  assert.deepEqual(parseMarkdown('1. one\n   - a\n   - b\n\n2. two\n   more of two\n\nend'), [
    {
      type: 'list',
      ordered: true,
      start: 1,
      items: [item('one', inner), item('two\nmore of two')],
    },
    paragraph(text('end')),
  ]);
});

test('code keeps its text, also while its fence is still open', () => {
  assert.deepEqual(parseMarkdown('```json\n{"a": **1**}\n\n- x\n```\nafter'), [
    { type: 'code', text: '{"a": **1**}\n\n- x' },
    paragraph(text('after')),
  ]);
  assert.deepEqual(parseMarkdown('```\nhalf'), [{ type: 'code', text: 'half' }]);
});

test('headings, tables and rules', () => {
  assert.deepEqual(parseMarkdown('## Two\n---\n| a | b |\n|---|:-:|\n| 1 | 2 |'), [
    { type: 'heading', children: [text('Two')] },
    { type: 'table', head: [[text('a')], [text('b')]], rows: [[[text('1')], [text('2')]]] },
  ]);
});

test('every beginning of an answer can be shown', () => {
  const whole =
    '# Hi\n1. **One**, $5\n   - a `b`\n\n| a |\n|---|\n| 1 |\n\n---\n```\nx\n```\n* * *\n-\n- \n**end**';
  for (let end = 0; end <= whole.length; end += 1) {
    assert.ok(Array.isArray(parseMarkdown(withClosedMarks(whole.slice(0, end)))));
  }
});

test('a long line of marks does not take long', () => {
  const started = performance.now();
  for (const marks of ['*', '**', '_', '`', '**a', '\\', '- ', '| ']) {
    parseMarkdown(marks.repeat(5_000));
  }
  assert.ok(performance.now() - started < 2_000);
});

test('a bold word is bold from its first letter on', () => {
  assert.equal(withClosedMarks('I like **Auro'), 'I like **Auro**');
  assert.equal(withClosedMarks('I like **'), 'I like ');
  assert.equal(withClosedMarks('I like **Aurora '), 'I like **Aurora**');
  assert.equal(withClosedMarks('**a** b'), '**a** b');
  assert.equal(withClosedMarks('**open line\nnext'), '**open line\nnext');
});
