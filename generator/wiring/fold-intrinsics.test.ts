import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fold, namesReadBy } from './fold-intrinsics.ts';

const names = {
  ref: (name: string) => (name === 'Prefix' ? 'shop-dev' : `<s.${name}.Ref>`),
  getAtt: (resource: string, attribute: string) => `<s.${resource}.${attribute}>`,
};

const cases: [title: string, value: unknown, folded: unknown][] = [
  ['a reference to a parameter', { Ref: 'Prefix' }, 'shop-dev'],
  ['a reference to a resource', { Ref: 'Key' }, '<s.Key.Ref>'],
  ['an attribute, as a list', { 'Fn::GetAtt': ['Key', 'Arn'] }, '<s.Key.Arn>'],
  ['an attribute, as text', { 'Fn::GetAtt': 'Key.Arn' }, '<s.Key.Arn>'],
  ['a substitution', { 'Fn::Sub': '/ecs/${Prefix}/${Key.Arn}' }, '/ecs/shop-dev/<s.Key.Arn>'],
  ['a substitution that keeps its sign', { 'Fn::Sub': '${!Prefix}' }, '${Prefix}'],
  [
    'a substitution with values of its own',
    { 'Fn::Sub': ['${Bucket}/${Prefix}', { Bucket: { Ref: 'B' } }] },
    '<s.B.Ref>/shop-dev',
  ],
  ['a list that is joined', { 'Fn::Join': ['-', ['a', { Ref: 'Prefix' }]] }, 'a-shop-dev'],
  [
    'what only AWS knows, the same for the same expression',
    { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] },
    '<Fn::Select [0,"<Fn::GetAZs \\"\\">"]>',
  ],
  ['maps and lists around them', { a: [{ b: { Ref: 'Prefix' } }] }, { a: [{ b: 'shop-dev' }] }],
  ['a map that only looks like one', { Ref: 'Prefix', Other: 1 }, { Ref: 'Prefix', Other: 1 }],
];

for (const [title, value, folded] of cases) {
  test(`${title} is worked out`, () => assert.deepEqual(fold(value, names), folded));
}

test('the names that an expression reads are found wherever they stand', () => {
  const value = {
    a: { Ref: 'One' },
    b: [{ 'Fn::GetAtt': ['Two', 'Arn'] }, { 'Fn::GetAtt': 'Three.Arn' }],
    c: { 'Fn::Sub': ['${Four}/${Own}/${!No}', { Own: { Ref: 'Five' } }] },
    d: 'Six',
  };
  assert.deepEqual([...namesReadBy(value)].sort(), ['Five', 'Four', 'One', 'Own', 'Three', 'Two']);
});
