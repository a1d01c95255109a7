import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settleLayers, stackLayers } from './layers.ts';
import { type LocatedMap, nodeAt, toPlain, withoutPaths } from './located.ts';
import { parseYaml } from './parse-yaml.ts';

function parse(file: string, text: string): LocatedMap {
  const { root } = parseYaml(file, text);
  assert.ok(root);
  return root;
}

function merged(defaults: string, own: string, extended?: string) {
  const stacked = stackLayers({
    defaults: parse('defaults.yaml', defaults),
    own: parse('own.yaml', own),
    extended: extended === undefined ? undefined : parse('extended.yaml', extended),
  });
  return settleLayers(stacked);
}

test('maps merge, lists replace, null removes', () => {
  const layered = merged(
    '{a: {x: 1, y: 2}, l: [1, 2], gone: 1}',
    '{a: {y: 3}, l: [9], gone: null}',
  );
  assert.deepEqual(toPlain(layered), { a: { x: 1, y: 3 }, l: [9] });
});

test('a leaf knows every position that set it, the last one last', () => {
  const layered = merged('a:\n  x: 1\n', 'a:\n  x: 2\n');
  assert.deepEqual(
    nodeAt(layered, ['a', 'x'])?.settings.map(({ file, line }) => `${file}:${line}`),
    ['defaults.yaml:2', 'own.yaml:2'],
  );
});

test('what is said of one service beats serviceDefaults of a later layer', () => {
  const layered = merged('services: {a: {cpu: 512}, b: {}}', 'serviceDefaults: {cpu: 256}');
  assert.deepEqual(toPlain(layered), { services: { a: { cpu: 512 }, b: { cpu: 256 } } });
});

test('null in a service removes what serviceDefaults would add', () => {
  const layered = merged(
    '{serviceDefaults: {scaling: {min: 1}}, services: {a: {}}}',
    'services: {a: {scaling: null}}',
  );
  assert.deepEqual(toPlain(layered), { services: { a: {} } });
});

test('a service that is null is removed', () => {
  const layered = merged(
    '{serviceDefaults: {cpu: 1}, services: {a: {}, b: {}}}',
    'services: {a: null}',
  );
  assert.deepEqual(toPlain(layered), { services: { b: { cpu: 1 } } });
});

test('extends lies between defaults and own, without account and images', () => {
  const layered = merged(
    '{region: a}',
    '{extends: base, tier: own}',
    '{region: b, tier: base, account: "1", services: {s: {image: {digest: d}, cpu: 5}}}',
  );
  assert.deepEqual(toPlain(layered), { region: 'b', tier: 'own', services: { s: { cpu: 5 } } });
});

test('a path can be left out of a value without touching the rest', () => {
  const root = parse('a.yaml', '{a: {b: 1, c: [1, 2]}, d: 3}');
  const plain = (path: (string | number)[]) => {
    const rest = withoutPaths(root, [path]);
    return rest && toPlain(rest);
  };
  assert.deepEqual(plain(['a', 'b']), { a: { c: [1, 2] }, d: 3 });
  assert.deepEqual(plain(['a', 'c', '0']), { a: { b: 1, c: [2] }, d: 3 });
  assert.deepEqual(plain(['a', 'c', '1', 'gone']), { a: { b: 1, c: [1] }, d: 3 });
});
