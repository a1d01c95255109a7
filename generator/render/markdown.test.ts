import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inline, table } from './markdown.ts';

test('no text breaks a table or adds markup', () => {
  assert.equal(
    inline('a | b\n<b> & *c* [d](e) \\'),
    'a \\| b &lt;b> &amp; \\*c\\* \\[d\\](e) \\\\',
  );
});

test('code stays code, and only its bars are escaped', () => {
  assert.equal(inline('write `<a>|*` here'), 'write `<a>\\|*` here');
});

test('a single backtick opens no code', () => {
  assert.equal(inline('a ` <b>'), 'a \\` &lt;b>');
});

test('a run of backticks closes no code that a single one opens', () => {
  assert.equal(inline('a ` [b](c) ```'), 'a \\` \\[b\\](c) \\`\\`\\`');
  assert.equal(inline('`x` ` [b](c) ```'), '\\`x\\` \\` \\[b\\](c) \\`\\`\\`');
});

test('every row of a table has as many cells as its head', () => {
  assert.deepEqual(table(['A', 'B'], [['x|y', '`z|`']]), [
    '| A | B |',
    '| --- | --- |',
    '| x\\|y | `z\\|` |',
    '',
  ]);
});
