import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TemplateEngine } from './template-engine.ts';

const MAIN = 'templates/main.yaml.hbs';
const CONTEXT = { env: { name: 'dev', list: ['x', 'y'] }, one: { port: 1 } };

/** Of each line: template line and column, what was read for it, and what decided that it is there. */
function trace(main: string, partials: Record<string, string> = {}) {
  const files = Object.entries(partials).map(
    ([name, text]) => [`templates/partials/${name}.yaml.hbs`, text] as const,
  );
  const engine = new TemplateEngine(new Map([[MAIN, main], ...files]));
  const traced = engine.trace(MAIN, CONTEXT);
  assert.equal(traced.text, engine.render(MAIN, CONTEXT));
  let offset = 0;
  return traced.text.split('\n').map((line) => {
    const from = offset + line.length - line.trimStart().length;
    offset += line.length + 1;
    const sources = traced.sourcesBetween(from, offset - 1);
    const { file, line: number, col } = traced.templatePosition(from);
    const reasons = sources.flatMap(({ because }) => because?.reads ?? []);
    return [
      line.trim(),
      `${file.split('/').at(-1)?.split('.')[0]}:${number}:${col}`,
      sources.flatMap(({ reads }) => reads).join(' '),
      [...new Set(reasons)].join(' '),
    ];
  });
}

test('text leads to its own line and column, an expression to where it begins', () => {
  assert.deepEqual(trace('a: 1\nb: {{env.name}} # {{one.port}}\n  c: 2'), [
    ['a: 1', 'main:1:1', '', ''],
    ['b: dev # 1', 'main:2:1', 'env.name one.port', ''],
    ['c: 2', 'main:3:3', '', ''],
  ]);
  assert.deepEqual(trace('{{env.name}}: 1'), [['dev: 1', 'main:1:1', 'env.name', '']]);
});

test('what a function makes leads to all that it was given', () => {
  assert.deepEqual(trace('{{quote (printf "%s %d" env.name one.port)}}'), [
    ['"dev 1"', 'main:1:1', 'env.name one.port', ''],
  ]);
});

test('an item of a list leads to its place, each time that it is written', () => {
  assert.deepEqual(trace('{{#each env.list as |item|}}\n{{item}} {{item}}\n{{/each}}\nend'), [
    ['x x', 'main:2:1', 'env.list.0 env.list.0', 'env.list.0'],
    ['y y', 'main:2:1', 'env.list.1 env.list.1', 'env.list.1'],
    ['end', 'main:4:1', '', ''],
  ]);
});

test('a partial’s lines lead to its own file, indented, included and given values by name', () => {
  const partials = { p: 'port: {{given}}\nfixed: 1\n' };
  const lines = [
    ['port: 1', 'p:1:1', 'one.port', ''],
    ['fixed: 1', 'p:2:1', '', ''],
  ];
  assert.deepEqual(trace('a:\n  {{> p given=one.port}}\nend: 1', partials), [
    ['a:', 'main:1:1', '', ''],
    ...lines,
    ['end: 1', 'main:3:1', '', ''],
  ]);
  assert.deepEqual(trace('a:{{nindent 2 (include "p" given=one.port)}}\nend: 1', partials), [
    ['a:', 'main:1:1', '', ''],
    ...lines,
    ['end: 1', 'main:2:1', '', ''],
  ]);
});

test('conditions of all blocks around a line count, those of its neighbours do not', () => {
  const template =
    '{{#if env.name}}\na: 1\n{{#unless one.port}}\nb: 1\n{{else if env.list}}\nc: 1\n{{/unless}}\n{{/if}}\nd: 1';
  const reasons = trace(template).map(([text, , , because]) => [text, because]);
  assert.deepEqual(reasons, [
    ['a: 1', 'env.name'],
    ['c: 1', 'env.list'],
    ['d: 1', ''],
  ]);
});
