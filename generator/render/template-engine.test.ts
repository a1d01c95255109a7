import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../diagnostics.ts';
import { TemplateEngine } from './template-engine.ts';

const MAIN = 'templates/main.yaml.hbs';
const partialFile = (name: string) => `templates/partials/${name}.yaml.hbs`;

function engine(main: string, partials: Record<string, string> = {}) {
  const files = Object.entries(partials).map(([name, text]) => [partialFile(name), text] as const);
  return new TemplateEngine(new Map([[MAIN, main], ...files]));
}

const render = (main: string, context: object, partials = {}) =>
  engine(main, partials).render(MAIN, context);

/** What is told of a template, each as `code file:line:col`, and the hints. */
function told(main: string, context: object, partials = {}) {
  try {
    render(main, context, partials);
  } catch (error) {
    const { diagnostics } = error as Failure;
    return diagnostics.map(({ code, file, line, col, hint }) => ({
      at: `${code} ${file?.split('/').at(-1)?.split('.')[0]}:${line}:${col}`,
      hint,
    }));
  }
  return [];
}

const CONTEXT = {
  env: { name: 'dev', services: [{ name: 'store', ports: [80] }] },
  service: { name: 'store', family: 'shop-store', health: { path: '/ready' }, grants: ['read'] },
};

/** Template, places of the mistakes, and what the first hint names. */
const missing: [template: string, at: string, meant: string | undefined][] = [
  ['a: 1\nb: {{service.famly}}\n', 'main:2:6', 'service.family'],
  ['{{service.helth.path}}', 'main:1:3', 'service.health.path'],
  ['{{service.health.pth}}', 'main:1:3', 'service.health.path'],
  ['{{family}}', 'main:1:3', 'service.family'],
  ['{{env.family}}', 'main:1:3', 'service.family'],
  ['b: {{quote service.famly}}', 'main:1:12', 'service.family'],
  ['{{default "x" service.famly}}', 'main:1:15', 'service.family'],
  ['{{quote (printf "%s" service.famly)}}', 'main:1:22', 'service.family'],
  ['{{#if service.famly}}{{/if}}', 'main:1:7', 'service.family'],
  ['{{#unless service.famly}}{{/unless}}', 'main:1:11', 'service.family'],
  ['{{#each env.service as |x|}}{{/each}}', 'main:1:9', 'env.services'],
  ['{{#each env.services as |one|}}{{one.nam}}{{/each}}', 'main:1:34', 'one.name'],
  [
    '{{#each env.services as |one|}}\n{{#each one.ports}}{{../nam}}{{/each}}{{/each}}',
    'main:2:22',
    '../name',
  ],
  ['{{#each env.services}}{{env.name}}{{/each}}', 'main:1:25', '@root.env.name'],
  ['{{#each env.services}}{{this.nam}}{{/each}}', 'main:1:25', 'this.name'],
  ['{{@root.env.nam}}', 'main:1:3', '@root.env.name'],
  ['{{@indx}}', 'main:1:3', '@index'],
  ['{{@index}}', 'main:1:3', undefined],
  ['{{> p name=service.famly}}', 'main:1:12', 'service.family'],
  ['{{service.name.first}}', 'main:1:3', undefined],
  ['{{env.services.1.name}}', 'main:1:3', undefined],
  ['{{service.constructor}}', 'main:1:3', undefined],
  ['{{service.toString}}', 'main:1:3', undefined],
  ['{{../service}}', 'main:1:3', '@root.service'],
];
for (const [template, at, meant] of missing) {
  test(`a value that does not exist is told with the nearest that does: ${template}`, () => {
    const found = told(template, CONTEXT, { p: '{{name}}' });
    assert.deepEqual(
      found.map((one) => one.at),
      [`template/value ${at}`],
    );
    if (meant) assert.equal(found[0]?.hint, `did you mean \`${meant}\`?`);
    else assert.doesNotMatch(found[0]?.hint ?? '', /did you mean/);
  });
}

test('a mistake in a partial is told in its own file, wherever it is called', () => {
  const partials = { p: 'x: 1\ny: {{service.famly}}\n' };
  for (const call of ['{{> p}}', '  {{> p service=service}}', '{{nindent 2 (include "p")}}']) {
    assert.deepEqual(
      told(call, CONTEXT, partials).map((one) => one.at),
      ['template/value p:2:6'],
    );
  }
});

test('all mistakes of a template are told at once, and each once however often it is met', () => {
  const template =
    '{{a}}\n{{#each env.services}}{{b}}{{/each}}{{#each service.grants}}{{c}}{{/each}}\n{{> p}}{{> p}}';
  assert.deepEqual(
    told(template, CONTEXT, { p: '{{d}}' }).map((one) => one.at),
    [
      'template/value main:1:3',
      'template/value main:2:25',
      'template/value main:2:63',
      'template/value p:1:3',
    ],
  );
});

/** Mistakes that are seen without any context. */
const wrong: [template: string, at: string, hint: string | undefined][] = [
  ['{{quot a}}', 'template/function main:1:3', 'quote'],
  ['{{#if x}}{{quote (jion "," a)}}{{/if}}', 'template/function main:1:19', 'join'],
  ['{{- a -}}', 'template/function main:1:3', '{{~ … ~}}'],
  ['{{a.b c}}', 'template/function main:1:3', undefined],
  ['{{quote}}', 'template/function main:1:3', 'quote VALUE'],
  ['{{quote a b}}', 'template/function main:1:3', 'quote VALUE'],
  ['{{quote a b=c}}', 'template/function main:1:3', 'quote VALUE'],
  ['{{#with a}}{{/with}}', 'template/function main:1:4', undefined],
  ['{{#if}}{{/if}}', 'template/function main:1:4', undefined],
  ['{{#if a b}}{{/if}}', 'template/function main:1:4', undefined],
  ['{{#if a includeZero=true}}{{/if}}', 'template/function main:1:4', undefined],
  ['{{#if a as |b|}}{{/if}}', 'template/function main:1:4', undefined],
  ['{{{{raw}}}} {{a}} {{{{/raw}}}}', 'template/function main:1:5', undefined],
  ['{{> gone}}', 'template/file main:1:5', undefined],
  ['{{> folder/pa}}', 'template/file main:1:5', 'folder/p'],
  ['{{include "folder/pa"}}', 'template/file main:1:11', 'folder/p'],
  ['{{> folder/p a b}}', 'template/function main:1:16', 'key=value'],
  ['{{> @partial-block}}', 'template/syntax main:1:5', 'key=value'],
  ['{{#> folder/p}}x{{/folder/p}}', 'template/syntax main:1:1', 'key=value'],
  ['{{#*inline "x"}}y{{/inline}}', 'template/syntax main:1:1', 'templates/partials/'],
  ['{{* decorate}}', 'template/syntax main:1:1', undefined],
  ['{{"text"}}', 'template/syntax main:1:3', undefined],
  ['{{quote undefined}}', 'template/syntax main:1:9', undefined],
];
for (const [template, at, hint] of wrong) {
  test(`a template is refused without any context: ${template}`, () => {
    const subject = engine(template, { 'folder/p': '' });
    const found = subject.mistakes();
    assert.deepEqual(
      found.map(({ code, line, col }) => `${code} main:${line}:${col}`),
      [at],
    );
    assert.ok(hint === undefined || found[0]?.hint?.includes(hint), found[0]?.hint);
    assert.deepEqual(
      told(template, {}, { 'folder/p': '' }).map((one) => one.at),
      [at],
    );
  });
}

test('every mistake of a template that needs no context is told at once', () => {
  const template = '{{quot a}}{{#if (nt b)}}{{> gone}}{{/if}}{{#with c}}{{indent}}{{/with}}';
  assert.equal(engine(template).mistakes().length, 5);
});

const misused: [template: string, code: string][] = [
  ['{{service.health}}', 'template/value'],
  ['{{service.grants}}', 'template/value'],
  ['{{default null ""}}', 'template/value'],
  ['{{#each service.name}}{{/each}}', 'template/value'],
  ['{{#each (join "," service.grants)}}{{/each}}', 'template/value'],
  ['{{> (printf "%s" service.name)}}', 'template/file'],
  ['{{include service.name}}', 'template/file'],
  ['{{include "p" service.name}}', 'template/function'],
];
for (const [template, code] of misused) {
  test(`what a value can’t be used for is told: ${template}`, () => {
    const [found] = told(template, CONTEXT, { p: '' });
    assert.ok(found?.at.startsWith(`${code} main:1:`), found?.at);
  });
}

test('partials that call one another without end are told where the circle closes', () => {
  const partials = { a: 'x\n{{> b}}', b: '{{nindent 1 (include "a")}}' };
  assert.deepEqual(told('{{> a}}', {}, partials), [
    {
      at: 'template/recursion b:1:22',
      hint: 'a partial that calls itself needs a condition that ends it',
    },
  ]);
  const twice = { a: '{{> a}}{{> a}}' };
  assert.equal(told('{{> a}}', {}, twice)[0]?.at, 'template/recursion a:1:5');
});

test('a partial that calls itself may end', () => {
  const tree = { name: 'a', parts: [{ name: 'b', parts: [{ name: 'c', parts: [] }] }] };
  const p = '{{name}}{{#each parts}}{{> p}}{{/each}}';
  assert.equal(render('{{> p tree}}', { tree }, { p }), 'abc');
});

test('a missing template is told', () => {
  assert.throws(
    () => engine('').render('templates/mian.yaml.hbs', {}),
    ({ diagnostics: [found] }: Failure) => found?.code === 'template/file',
  );
});
