import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTemplate } from '../template.ts';
import { shapeRules } from './shape-rules.ts';

const codes = (value: object, text = '') => {
  const template = readTemplate(text, value);
  return shapeRules.flatMap((rule) => (rule.find?.(template) ?? []).map(() => rule.code));
};
const entries = (count: number, entry: object) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`A${index}`, entry]));

const topic = { Type: 'AWS::SNS::Topic' };

for (const [section, most, entry] of [
  ['Resources', 500, topic],
  ['Parameters', 200, { Type: 'String' }],
  ['Outputs', 200, { Value: 'a' }],
  ['Mappings', 200, { a: { b: 'c' } }],
] as const) {
  test(`${most} ${section} are allowed, and one more is not`, () => {
    assert.deepEqual(codes({ [section]: entries(most, entry) }), []);
    assert.deepEqual(codes({ [section]: entries(most + 1, entry) }), ['stack/quota']);
  });
}

test('sizes are counted in bytes', () => {
  assert.deepEqual(codes({}, 'ä'.repeat(25_600)), []);
  assert.deepEqual(codes({}, `${'ä'.repeat(25_600)}.`), ['stack/template-size']);
  assert.deepEqual(codes({ Description: 'ä'.repeat(512) }), []);
  assert.deepEqual(codes({ Description: `${'ä'.repeat(512)}.` }), ['stack/description-size']);
});

test('a parameter has at most 4,096 bytes', () => {
  const find = (value: string) =>
    shapeRules
      .flatMap((rule) => rule.findGiven?.([{ ParameterKey: 'A', ParameterValue: value }]) ?? [])
      .map(({ path }) => path);
  assert.deepEqual(find('ä'.repeat(2048)), []);
  assert.deepEqual(find(`${'ä'.repeat(2048)}.`), [[0, 'ParameterValue']]);
});

test('names are letters and digits', () => {
  const named = (name: string) => codes({ Resources: { [name]: topic } });
  assert.deepEqual(named('A'.repeat(255)), []);
  assert.deepEqual(named('A'.repeat(256)), ['stack/name']);
  assert.deepEqual(named('A-1'), ['stack/name']);
  assert.deepEqual(codes({ Outputs: { 'a.b': { Value: 'a' } } }), ['stack/name']);
});

test('properties are a map, an output has a value, nothing is null', () => {
  const findShape = (value: object) => codes(value).filter((code) => code !== 'stack/name');
  assert.deepEqual(findShape({ Resources: { A: { ...topic, Properties: [] } } }), ['stack/shape']);
  assert.deepEqual(findShape({ Outputs: { A: { Description: 'a' } } }), ['stack/shape']);
  assert.deepEqual(findShape({ Resources: { A: { ...topic, Properties: { a: [null] } } } }), [
    'stack/null-value',
  ]);
});
