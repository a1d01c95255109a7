import assert from 'node:assert/strict';
import { test } from 'node:test';
import Handlebars from 'handlebars';
import { diagnoseSyntax } from './template-syntax.ts';

function diagnose(text: string) {
  try {
    Handlebars.parse(text);
  } catch (error) {
    return diagnoseSyntax('templates/t.yaml.hbs', text, error as Error);
  }
  throw new Error('the text is Handlebars');
}

const PAD = 'a: {{b}} and some more text\n# a comment\n';

const texts: [text: string, at: string, hint?: string][] = [
  ['a: 1\n{{#if a}}\nb: 1\n', '2:1', '{{/if}}'],
  ['{{#each a as |b|}}\n{{#if b}}x{{/if}}\n', '1:1', '{{/each}}'],
  ['{{#if a}}{{! {{/if}} }}', '1:1', '{{/if}}'],
  ['a: {{#if x}}b{{/each}}', '1:7', '{{/if}}'],
  ['x: 1\n{{/if}}', '2:1'],
  ['{{else}}', '1:1'],
  ['a: {{b', '1:4', '}}'],
  ['a: {{b\nc: {{d}}\n', '1:4', '}}'],
  [`${PAD}{{#if (eq a "b")}}\n  x: {{y z\n{{/if}}\n`, '4:6', '}}'],
  [`${PAD}  x: {{y "unclosed}}\n`, '3:10'],
  [`${PAD}  x: {{ .Values.image }}\n`, '3:9', 'no dot'],
  [`${PAD}  x: {{default "y" z | quote}}\n`, '3:22', 'brackets'],
  [`${PAD}  x: {{ }}\n`, '3:9'],
  [`${PAD}  x: {{y z=}}\n`, '3:12'],
  ['{{a/../b}}', '1:3', 'beginning'],
  ['{{a.this}}', '1:3', 'beginning'],
  ['{{a.1}}', '1:5', 'list.[0]'],
  ['{{a}}}', '1:4', '}}'],
  ['{{(a) 1}}', '1:3'],
  ['{{a (b}}', '1:7'],
  ['{{a b)}}', '1:6'],
];
for (const [text, at, hint] of texts) {
  test(`${JSON.stringify(text)} is told at ${at}`, () => {
    const found = diagnose(text);
    assert.equal(found.code, 'template/syntax');
    assert.equal(`${found.line}:${found.col}`, at, found.message);
    assert.ok(hint === undefined || found.hint?.includes(hint), found.hint);
    assert.doesNotMatch(found.message, /Expecting|Parse error|this is not a Handlebars/);
  });
}
