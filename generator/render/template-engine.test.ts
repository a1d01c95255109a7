import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../diagnostics.ts';
import { TemplateEngine } from './template-engine.ts';
import { recordReads } from './trace-template.ts';

const MAIN = 'templates/main.yaml.hbs';

function engine(main: string, partials: Record<string, string> = {}) {
  return new TemplateEngine(
    new Map([
      [MAIN, main],
      ...Object.entries(partials).map(
        ([name, text]) => [`templates/partials/${name}.yaml.hbs`, text] as const,
      ),
    ]),
  );
}

const render = (main: string, context: object, partials = {}) =>
  engine(main, partials).render(MAIN, context);

test('functions carry the names that Helm and Sprig give them', () => {
  const cases: [expression: string, expected: string][] = [
    ['{{quote a.n}}', '"1"'],
    ['{{toJson a}}', '{"n":1,"s":"x\\"y"}'],
    ['{{#if (eq a.n 1)}}yes{{/if}}', 'yes'],
    ['{{#if (and a.n (not a.z))}}yes{{else}}no{{/if}}', 'yes'],
    ['{{#if (or a.z a.n)}}yes{{/if}}', 'yes'],
    ['{{printf "%s/%s" a.s a.n}}', 'x"y/1'],
    ['{{a.s}}', 'x"y'],
  ];
  for (const [expression, expected] of cases) {
    const z = expression.includes('a.z') ? { z: '' } : {};
    assert.equal(render(expression, { a: { n: 1, s: 'x"y', ...z } }), expected);
  }
});

const mistakes: [
  title: string,
  main: string,
  code: string,
  file: string,
  line: number,
  col: number,
][] = [
  ['a value that does not exist', 'a: 1\nb: {{a.gone}}\n', 'template/value', MAIN, 2, 6],
  ['a value of a value that does not exist', 'b: {{gone.deeper}}\n', 'template/value', MAIN, 1, 6],
  [
    'a function that is given nothing',
    'a: 1\nb: {{quote a.gone}}\n',
    'template/syntax',
    MAIN,
    2,
    4,
  ],
  [
    'a block that is given nothing',
    '{{#each a.gone as |x|}}{{/each}}',
    'template/syntax',
    MAIN,
    1,
    1,
  ],
  ['a partial that does not exist', 'a: 1\n{{> gone}}\n', 'template/file', MAIN, 1, 1],
  ['a block without its end', 'a: 1\n{{#if a}}\n', 'template/syntax', MAIN, 3, 1],
  ['a mistake in a partial', '{{> p}}\n', 'template/value', 'templates/partials/p.yaml.hbs', 2, 6],
];
for (const [title, main, code, file, line, col] of mistakes) {
  test(`${title} is told with template, line and column`, () => {
    assert.throws(
      () => render(main, { a: { n: 1 } }, { p: 'x: 1\ny: {{a.gone}}\n' }),
      (error: Failure) => {
        const [found] = error.diagnostics;
        assert.deepEqual(
          [found?.code, found?.file, found?.line, found?.col],
          [code, file, line, col],
        );
        return true;
      },
    );
  });
}

test('a trace gives the same text and knows template line and reads of every line', () => {
  const partials = { p: '  port: {{service.port}}\n  fixed: 1\n' };
  const main =
    'top: {{env.name}}\n{{#each env.services as |service|}}\n{{service.name}}:\n{{> p service=service}}\n{{/each}}\nlast: 1\n';
  const context = {
    env: {
      name: 'dev',
      services: [
        { name: 'a', port: 1 },
        { name: 'b', port: 2 },
      ],
    },
  };
  const subject = engine(main, partials);
  const traced = subject.trace(MAIN, (read) => recordReads(context, read));
  assert.equal(traced.text, subject.render(MAIN, context));
  const lineOf = (text: string) => {
    const from = traced.text.indexOf(text);
    const sources = traced.sourcesBetween(from, from + text.length);
    return [sources[0]?.template.line, ...sources.flatMap(({ reads }) => reads)];
  };
  assert.deepEqual(lineOf('top: dev'), [1, 'env.name']);
  assert.deepEqual(lineOf('b:'), [3, 'env.services.1.name']);
  assert.deepEqual(lineOf('  port: 2'), [1, 'env.services.1.port']);
  assert.deepEqual(lineOf('last: 1'), [6]);
});
