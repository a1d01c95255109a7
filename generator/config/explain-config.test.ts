import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawExplanation } from './draw-explanation.ts';
import { explainConfig } from './explain-config.ts';
import { settleLayers, stackLayers } from './layers.ts';
import { type LocatedMap, toPlain } from './located.ts';
import { parseYaml } from './parse-yaml.ts';
import type { Config } from './schema.ts';

function parse(file: string, text: string): LocatedMap {
  const { root } = parseYaml(file, text);
  assert.ok(root);
  return root;
}

function explain(texts: { defaults: string; base?: string; own: string }) {
  const extended = texts.base === undefined ? undefined : parse('base', texts.base);
  const layered = settleLayers(
    stackLayers({
      defaults: parse('defaults', texts.defaults),
      extended,
      own: parse('own', texts.own),
    }),
  );
  const isSecret = (name: string, value: string) => /TOKEN/.test(name) && !value.startsWith('$');
  return explainConfig({ name: 'a', config: toPlain(layered) as Config, layered }, isSecret);
}

/** `value @ file:line`, then what it replaced. */
function short(rows: ReturnType<typeof explain>['values']): Record<string, string[]> {
  const place = (one: { value: unknown; file: string; line: number }) =>
    `${JSON.stringify(one.value)} @ ${one.file}:${one.line}`;
  return Object.fromEntries(
    rows.map((row) => [row.path, [place(row), ...row.overrode.map(place)]]),
  );
}

test('each value has its line, and all that it replaced, the newest first', () => {
  const { values, removed } = explain({
    defaults: 'b: 1\na:\n  x: 1\n',
    base: 'a:\n  x: 2\n  y: 0\n',
    own: '\na:\n  x: 3\n',
  });
  assert.deepEqual(short(values), {
    'a.x': ['3 @ own:3', '2 @ base:2', '1 @ defaults:3'],
    'a.y': ['0 @ base:3'],
    b: ['1 @ defaults:1'],
  });
  assert.deepEqual(
    values.map(({ path }) => path),
    ['a.x', 'a.y', 'b'],
  );
  assert.deepEqual(removed, []);
});

test('a list is one value, and an empty map is one', () => {
  const { values } = explain({ defaults: 'l: [1, 2]\nm: {}\n', own: 'l: [{k: 3}]\n' });
  assert.deepEqual(short(values), {
    l: ['[{"k":3}] @ own:1', '[1,2] @ defaults:1'],
    m: ['{} @ defaults:2'],
  });
});

test('what serviceDefaults give a service stands there', () => {
  const { values } = explain({
    defaults: 'serviceDefaults:\n  cpu: 256\n  user: u\nservices:\n  s:\n    cpu: 512\n',
    own: 'serviceDefaults:\n  user: v\n',
  });
  assert.deepEqual(short(values), {
    'services.s.cpu': ['512 @ defaults:6', '256 @ defaults:2'],
    'services.s.user': ['"v" @ own:2', '"u" @ defaults:3'],
  });
});

test('what null took away is told, and a null that took away nothing is not', () => {
  const { values, removed } = explain({
    defaults: 'a: 1\nm:\n  x: 1\n  y: 2\n',
    own: 'a: null\nm:\n  x: null\nz: null\n',
  });
  assert.deepEqual(short(values), { 'm.y': ['2 @ defaults:4'] });
  assert.deepEqual(short(removed), {
    a: ['null @ own:1', '1 @ defaults:1'],
    'm.x': ['null @ own:3', '1 @ defaults:3'],
  });
});

test('what came back after a null still knows what stood there', () => {
  const { values } = explain({ defaults: 'm: {x: 1}\n', base: 'm: null\n', own: 'm: {x: 2}\n' });
  assert.deepEqual(short(values), { 'm.x': ['2 @ own:1', 'null @ base:1', '1 @ defaults:1'] });
});

test('what a merge key brought is what an own key replaced', () => {
  const { values } = explain({
    defaults: 'a: &a {x: 1, y: 1}\n',
    own: 'c: &c\n  x: 1\n  y: 2\nb:\n  <<: *c\n  x: 3\n',
  });
  assert.deepEqual(short(values)['b.x'], ['3 @ own:6', '1 @ own:2']);
  assert.deepEqual(short(values)['b.y'], ['2 @ own:3']);
});

test('what the resolved config does not read is no value of it', () => {
  const layered = parse('a', 'region: r\nunread: 1\n');
  const config = { region: 'r' } as Config;
  const { values } = explainConfig({ name: 'a', config, layered }, () => false);
  assert.deepEqual(Object.keys(short(values)), ['region']);
});

test('the value of a secret is hidden, in what was replaced too', () => {
  const { values } = explain({
    defaults: 'environment: {API_TOKEN: hunter1, REF_TOKEN: "${a.b}"}\n',
    own: 'environment: {API_TOKEN: hunter2}\n',
  });
  const seen = JSON.stringify(values) + drawExplanation({ values, removed: [] });
  assert.ok(!seen.includes('hunter'));
  assert.ok(seen.includes('${a.b}'));
});

test('as text, places are one column and no line is longer than 100 characters', () => {
  const long = 'word '.repeat(60);
  const text = drawExplanation(
    explain({ defaults: `a: ${long}\nb:\n  c: 1\n  d: 1\n`, own: 'b:\n  c: "2"\n  d: null\n' }),
  );
  const lines = text.split('\n');
  assert.ok(lines.every((line) => line.length <= 100));
  assert.match(lines[0] ?? '', /^defaults:1 {4}a: word .*…$/);
  assert.deepEqual(lines.slice(1), [
    'own:2         b.c: "2"',
    '  defaults:3    was 1',
    'own:3         b.d: removed',
    '  defaults:4    was 1',
  ]);
});
