import assert from 'node:assert/strict';
import { test } from 'node:test';
import { templateOf } from '../fixtures/small-stack.ts';
import { conventionRules } from './convention-rules.ts';

const codes = (text: string) => {
  const template = templateOf(text);
  return conventionRules.flatMap((rule) => (rule.find?.(template) ?? []).map(() => rule.code));
};
const resource = (type: string, more: string) =>
  codes(`{Description: a, Resources: {One: {Type: ${type}, ${more}}}}`);

test('a template says what it is for', () => {
  assert.deepEqual(codes('{Resources: {}}'), ['stack/description']);
  assert.deepEqual(codes('{Description: "  "}'), ['stack/description']);
});

test('a parameter has no default, not even an empty one', () => {
  const found = codes('{Description: a, Parameters: {A: {Type: String, Default: ""}}}');
  assert.deepEqual(found, ['stack/parameter-default']);
});

test('data is kept, when it is deleted and when it is replaced', () => {
  const keep = (policies: string) => resource('AWS::S3::Bucket', policies);
  assert.deepEqual(keep('DeletionPolicy: Retain, UpdateReplacePolicy: Retain'), []);
  assert.deepEqual(keep('DeletionPolicy: RetainExceptOnCreate, UpdateReplacePolicy: Snapshot'), []);
  assert.deepEqual(keep('DeletionPolicy: Retain'), ['stack/data-kept']);
  assert.deepEqual(keep('DeletionPolicy: Delete, UpdateReplacePolicy: Retain'), [
    'stack/data-kept',
  ]);
  assert.deepEqual(resource('AWS::SNS::Topic', 'Properties: {}'), []);
});

test('an ARN is right everywhere', () => {
  const arn = (value: string) => resource('AWS::SNS::Topic', `Properties: {DisplayName: ${value}}`);
  assert.deepEqual(arn('!Sub "arn:${AWS::Partition}:iam::aws:policy/a"'), []);
  assert.deepEqual(arn('!Sub "arn:${AWS::Partition}:s3:${AWS::Region}:${AWS::AccountId}:a"'), []);
  for (const literal of [
    '"arn:aws:iam::aws:policy/a"',
    '"arn:aws-cn:s3:::a"',
    '!Sub "arn:${AWS::Partition}:s3:eu-west-1::a"',
    '!Sub "arn:${AWS::Partition}:s3:us-gov-west-1::a"',
    '!Sub "arn:${AWS::Partition}:s3:*:111122223333:a"',
    '{"Fn::Join": ["", ["arn:aws:s3:::", a]]}',
  ]) {
    assert.deepEqual(arn(literal), ['stack/literal-arn'], literal);
  }
});
