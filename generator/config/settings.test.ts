import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LocatedMap, merge, nodeAt, positionAt, toPlain } from './located.ts';
import { parseYaml } from './parse-yaml.ts';
import { layerOf, parseSettings } from './settings.ts';

function over(text: string, ...args: string[]): LocatedMap {
  const { root } = parseYaml('a.yaml', text);
  const { settings, diagnostics } = parseSettings(args);
  assert.ok(root);
  assert.deepEqual(diagnostics, []);
  return settings.reduce((under, setting) => {
    const { layer } = layerOf(setting, under);
    assert.ok(layer);
    return merge(under, layer) as LocatedMap;
  }, root);
}

const plain = (text: string, ...args: string[]) => toPlain(over(text, ...args));

test('a value is YAML', () => {
  const args = ['a=1', 'b="1"', 'c=[x, 2]', 'd={e: true}', 'f=null', 'g=x=y', 'h=""'];
  assert.deepEqual(plain('{}', ...args), {
    a: 1,
    b: '1',
    c: ['x', 2],
    d: { e: true },
    f: null,
    g: 'x=y',
    h: '',
  });
});

test('a map that is set merges, and a later argument beats an earlier one', () => {
  const text = '{a: {x: 1, y: 2}, b: 1}';
  assert.deepEqual(plain(text, 'a={y: 3, z: 4}', 'b=2', 'b=3'), { a: { x: 1, y: 3, z: 4 }, b: 3 });
});

test('one item of a list can be set, deep inside and at its end', () => {
  const text = '{l: [{k: 1, m: 1}, {k: 2}], p: [a]}';
  assert.deepEqual(plain(text, 'l.0.k=9', 'p.1=b', 'p.2=c'), {
    l: [{ k: 9, m: 1 }, { k: 2 }],
    p: ['a', 'b', 'c'],
  });
});

test('a value knows the argument and the place in it', () => {
  const root = over('{a: {b: 1, c: 2}, l: [1, 2]}', 'x=1', 'a.b=5', 'l.1=7');
  assert.deepEqual(positionAt(root, ['a', 'b']), { file: '--set', line: 2, col: 5 });
  assert.deepEqual(positionAt(root, ['l', 1]), { file: '--set', line: 3, col: 5 });
  assert.equal(positionAt(root, ['l', 0])?.file, 'a.yaml');
  assert.equal(positionAt(root, ['a'])?.file, 'a.yaml');
  assert.equal(nodeAt(root, ['a', 'b'])?.settings.length, 2);
});

const mistakes: [arg: string, col: number][] = [
  ['a', 1],
  ['=1', 1],
  ['a.=1', 3],
  ['.a=1', 1],
  ['a=', 3],
  ['a=  ', 3],
  ['a=[1', 5],
  ['a=!x 1', 3],
  ['a=*b', 3],
  ['a={b: 1, b: 2}', 10],
  ['a=1\n---\n2', 5],
  ['a.__proto__.b=1', 3],
  ['extends=x', 1],
];
for (const [arg, col] of mistakes) {
  test(`${JSON.stringify(arg)} is told at its place`, () => {
    const { settings, diagnostics } = parseSettings(['ok=1', arg]);
    assert.deepEqual(
      diagnostics.map(({ code, file, line, col }) => [code, file, line, col]),
      [['config/set', '--set', 2, col]],
    );
    assert.equal(settings[0]?.path[0], 'ok');
  });
}

test('a place that a list does not have is told at the step', () => {
  const { root } = parseYaml('a.yaml', '{a: {l: [1]}}');
  const { settings } = parseSettings(['a.l.2=1', 'a.l.x=1', 'a.l.-1=1']);
  assert.ok(root);
  for (const setting of settings) {
    const { layer, diagnostics } = layerOf(setting, root);
    assert.equal(layer, undefined);
    assert.deepEqual([diagnostics[0]?.code, diagnostics[0]?.col], ['config/set', 5]);
  }
});

test('an argument that sets a secret is not to be shown', () => {
  const { diagnostics } = parseSettings(['services.a.environment.API_TOKEN=[hunter2']);
  assert.equal(diagnostics[0]?.isSecret, true);
});
