import assert from 'node:assert/strict';
import { test } from 'node:test';
import { templateOf } from '../fixtures/small-stack.ts';
import { functionRules } from './function-rules.ts';

const find = (value: string) => {
  const template = templateOf(`
Conditions: {A: !Equals [a, b]}
Resources:
  One: {Type: AWS::SNS::Topic, Properties: {DisplayName: ${value}}}
`);
  return functionRules.flatMap((rule) => rule.find?.(template) ?? []);
};

const right = [
  ['{Ref: One}', '{"Fn::GetAtt": One.Arn}', '{"Fn::GetAtt": [One, {Ref: A}]}'],
  ['{"Fn::Sub": "${One}"}', '{"Fn::Sub": ["${a}", {a: b}]}', '{"Fn::Sub": ["a", {}]}'],
  ['{"Fn::Join": ["", [a]]}', '{"Fn::Join": ["", {"Fn::GetAZs": ""}]}'],
  ['{"Fn::Select": [0, [a]]}', '{"Fn::Select": ["1", {"Fn::Split": [",", "a,b"]}]}'],
  ['{"Fn::Cidr": [a, 3]}', '{"Fn::Cidr": [a, "3", 8]}', '{"Fn::Base64": {"Fn::Sub": a}}'],
  ['{"Fn::If": [A, a, {Ref: "AWS::NoValue"}]}', '{"Fn::FindInMap": [a, b, {Ref: c}]}'],
  ['{"Fn::ImportValue": {"Fn::Sub": a}}', '{"Fn::Transform": {Name: a}}'],
  ['{Ref: a, Other: b}', '{Condition: {StringEquals: {a: b}}}'],
].flat();

for (const value of right) {
  test(`a function gets what it takes: ${value}`, () => assert.deepEqual(find(value), []));
}

const wrong: [value: string, hint: RegExp][] = [
  ['{Ref: [One]}', /a name/],
  ['{"Fn::GetAtt": One}', /Resource\.Attribute/],
  ['{"Fn::GetAtt": [One]}', /Resource\.Attribute/],
  ['{"Fn::Sub": [a]}', /map of values/],
  ['{"Fn::Sub": {a: b}}', /map of values/],
  ['{"Fn::Sub": ["${a}", {a: {Reff: b}}]}', /map of values/],
  ['{"Fn::Join": ["", text]}', /a list/],
  ['{"Fn::Join": [text]}', /a list/],
  ['{"Fn::Select": [first, [a]]}', /an index/],
  ['{"Fn::Split": [",", [a]]}', /a text/],
  ['{"Fn::If": [A, a]}', /two values/],
  ['{"Fn::FindInMap": [a, b]}', /two keys/],
  ['{"Fn::GetAZs": [a]}', /a Region/],
  ['{"Fn::ImportValue": [a]}', /an export/],
  ['{"Fn::Base64": [a]}', /a text/],
  ['{"Fn::Cidr": [a]}', /a count/],
  ['{"Fn::Subb": a}', /Fn::Sub/],
  ['{"Fn::Sub": a, Other: b}', /no other key/],
];
for (const [value, hint] of wrong) {
  test(`a function does not get what it takes: ${value}`, () => {
    const [found, ...more] = find(value);
    assert.match(found?.hint ?? '', hint);
    assert.deepEqual(more, []);
  });
}

test('conditions are counted', () => {
  const findIn = (condition: string) => {
    const template = templateOf(`Conditions: {A: !Equals [a, b], B: ${condition}}`);
    return functionRules.flatMap((rule) => rule.find?.(template) ?? []).length;
  };
  const times = (count: number) => `[${Array(count).fill('{Condition: A}').join(', ')}]`;
  assert.deepEqual(
    [1, 2, 10, 11].map((count) => findIn(`!And ${times(count)}`)),
    [1, 0, 0, 1],
  );
  assert.deepEqual(
    [1, 2, 10, 11].map((count) => findIn(`!Or ${times(count)}`)),
    [1, 0, 0, 1],
  );
  assert.deepEqual(
    [0, 1, 2].map((count) => findIn(`!Not ${times(count)}`)),
    [1, 0, 1],
  );
  assert.equal(findIn('!Equals [a]'), 1);
});

test('a transform may bring functions of its own', () => {
  const template = templateOf(`
Transform: AWS::LanguageExtensions
Resources: {One: {Type: AWS::SNS::Topic, Properties: {DisplayName: {"Fn::ToJsonString": a}}}}
`);
  assert.deepEqual(
    functionRules.flatMap((rule) => rule.find?.(template) ?? []),
    [],
  );
});
