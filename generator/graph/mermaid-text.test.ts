import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mermaidIds, quoteLines, quoteText } from './mermaid-text.ts';

/** What Mermaid shows for a label: its entities name code points. */
const shown = (label: string) =>
  label
    .slice(1, -1)
    .replace(/#(\d+);/g, (_match, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('\u200b', '');

const nasty = [
  '"] --> other["',
  '</b><script>alert(1)</script>',
  '`**bold**`',
  '#quot; & #35;',
  '1. list',
  '- list',
  'a;b %% c',
  '[(){}|>]/\\',
  '__b__ ~~s~~ $$x$$',
  'fa:fa-user',
  '%%{init: {}}%%',
  ':::class @{ shape: x }',
  'ünïcode 漢字 🎉',
  'end',
];
for (const text of nasty) {
  test(`\`${text}\` is shown as it is written and breaks nothing`, () => {
    const label = quoteText(text);
    assert.equal(shown(label), text);
    assert.doesNotMatch(label.slice(1, -1).replace(/#\d+;/g, ''), /["`<>[\](){}|;#%&*_~$@\\]/);
    assert.doesNotMatch(label, /^"(\d+\.|-) |\$\$|fa:fa-/);
  });
}

test('line breaks of a text are spaces, those between lines are breaks', () => {
  assert.equal(quoteLines(['a\r\n b', 'c']), '"a b<br/>c"');
});

test('a label of nothing is a space, since Mermaid takes no empty one', () => {
  assert.equal(quoteText(' '), '" "');
});

test('each id has its own, of letters and digits', () => {
  const ids = ['service/a-b', 'service/a.b', 'service/aB', 'secret//', '//'];
  const drawn = [...mermaidIds(ids).values()];
  assert.equal(new Set(drawn).size, ids.length);
  for (const id of drawn) assert.match(id, /^[A-Za-z][A-Za-z0-9]*$/);
});
