import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { codeSpan, inCell, quietSentence } from './quiet-markdown.ts';
import { visibleText } from './visible-text.ts';

const render = (markdown: string): string =>
  micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

const decode = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .trim();

const tagsOf = (html: string): string[] =>
  [...new Set([...html.matchAll(/<\/?([a-z]\w*)/gi)].map(([, tag = '']) => tag))].sort();

/** What GitHub makes something of in a text that is not code. */
const LINKED = /@\w|#\d|\bGH-\d|:\w+:|https?:|www\.|\b[0-9a-f]{7,40}\b/i;

const NASTY = [
  '@team',
  '@org/team',
  '#12',
  'GH-3',
  'owner/repo#4',
  'https://example.com',
  'www.example.com',
  ':rocket:',
  '<img src=x onerror=1>',
  '<!-- mcp-on-ecs:diff 1/1 -->',
  '[a](b)',
  '![a](b)',
  '**b**',
  '~~c~~',
  '`d`',
  '``e`',
  '|',
  '| --- |',
  '# f',
  '- g',
  '1. h',
  '> i',
  '\\',
  '\n',
  '\n\n',
  '\u202e',
  '\u0000',
  '&lt;',
  '&#64;team',
  '$x$',
  '0123456789abcdef0123456789abcdef01234567',
  'a_b_c',
  'plain',
  'sha256:abc',
  'me@example.com',
  '```',
  '---',
  '===',
  '(x)',
  '"y"',
  'end.',
  'x,',
];
const nasty = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string()), { maxLength: 6 })
  .chain((parts) => fc.constantFrom('', ' ').map((between) => parts.join(between)));

test('no text becomes anything but code', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const html = render(codeSpan(text));
      if (visibleText(text).trim() === '') return;
      assert.deepEqual(tagsOf(html), ['code', 'p']);
      assert.equal(decode(html), visibleText(text).trim());
    }),
    { numRuns: 1000 },
  );
});

test('no sentence becomes markup, a link or a mention, and it reads as it was written', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const html = render(`Says ${quietSentence(text)}`);
      assert.deepEqual(
        tagsOf(html).filter((tag) => tag !== 'code'),
        ['p'],
        html,
      );
      const outside = html.replace(/<code>.*?<\/code>/gs, ' code ');
      assert.doesNotMatch(decode(outside), LINKED, html);
      const words = visibleText(text).split(' ').filter(Boolean);
      assert.equal(
        decode(html).split(/\s+/).join(' '),
        ['Says', ...words].join(' ').split(/\s+/).join(' '),
      );
    }),
    { numRuns: 2000 },
  );
});

test('no text ends a cell of a table or its row', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const cells = [codeSpan(text), quietSentence(text) || '–'].map(inCell);
      const html = render(`| a | b |\n| --- | --- |\n| ${cells.join(' | ')} |`);
      assert.equal(html.match(/<td>/g)?.length, 2, html);
      assert.equal(html.match(/<tr>/g)?.length, 2, html);
    }),
    { numRuns: 1000 },
  );
});
