import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allows, isLike, type Role, readRoles } from './roles.ts';
import type { Resource } from './stack.ts';

const resource = (id: string, type: string, properties: object) =>
  ({ id, type, properties, path: ['Resources', id], stack: { name: 's' } }) as unknown as Resource;

const document = (...statements: object[]) => ({ Statement: statements });
const allow = (Action: unknown, Resource: unknown) => ({ Effect: 'Allow', Action, Resource });

const read = (...resources: Resource[]): Role => {
  const [role] = readRoles((type) => resources.filter((one) => one.type === type));
  return role as Role;
};
const roleWith = (...statements: object[]) =>
  read(
    resource('Role', 'AWS::IAM::Role', {
      Policies: [{ PolicyName: 'p', PolicyDocument: document(...statements) }],
    }),
  );

const BUCKET = 'arn:aws:s3:::shop/key';

const patterns: [pattern: string, text: string, matches: boolean][] = [
  ['*', 'anything', true],
  ['s3:Get*', 's3:GetObject', true],
  ['s3:*Object', 's3:GetObject', true],
  ['s3:*Object', 's3:GetObjectAcl', false],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['ab*ba', 'aba', false],
  ['s3:G?tObject', 's3:GetObject', true],
  ['s3:G?tObject', 's3:GeetObject', false],
  ['s3.GetObject', 's3:GetObject', false],
  ['a.c*?', 'abcd', false],
];
for (const [pattern, text, matches] of patterns) {
  test(`\`${pattern}\` ${matches ? 'is like' : 'is not like'} \`${text}\``, () => {
    assert.equal(isLike(text, pattern), matches);
  });
}

test('an action in any case, on a resource by pattern, is allowed', () => {
  assert.equal(
    allows(roleWith(allow('S3:getobject', 'arn:aws:s3:::shop/*')), 's3:GetObject', BUCKET),
    true,
  );
  assert.equal(
    allows(roleWith(allow(['s3:GetObject'], BUCKET)), 's3:GetObject', `${BUCKET}2`),
    false,
  );
  assert.equal(allows(roleWith(), 's3:GetObject', BUCKET), false);
});

test('everything but an action is allowed by NotAction, everything but a resource by NotResource', () => {
  const role = roleWith({
    Effect: 'Allow',
    NotAction: 'iam:*',
    NotResource: 'arn:aws:s3:::other/*',
  });
  assert.equal(allows(role, 's3:GetObject', BUCKET), true);
  assert.equal(allows(role, 'iam:PassRole', BUCKET), false);
  assert.equal(allows(role, 's3:GetObject', 'arn:aws:s3:::other/key'), false);
});

test('a denial counts unless it depends on the request', () => {
  const all = allow('s3:*', '*');
  const deny = { Effect: 'Deny', Action: 's3:GetObject', Resource: '*' };
  const withoutTls = { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  assert.equal(allows(roleWith(all, deny), 's3:GetObject', BUCKET), false);
  assert.equal(allows(roleWith(all, withoutTls), 's3:GetObject', BUCKET), true);
});

test('policies beside a role are its own, whichever of the two names the other', () => {
  const policy = { PolicyDocument: document(allow('s3:GetObject', '*')) };
  const named = read(
    resource('Role', 'AWS::IAM::Role', {}),
    resource('P', 'AWS::IAM::ManagedPolicy', { ...policy, Roles: ['<s.Role.Ref>'] }),
  );
  const naming = read(
    resource('Role', 'AWS::IAM::Role', { ManagedPolicyArns: ['<s.P.Ref>'] }),
    resource('P', 'AWS::IAM::ManagedPolicy', policy),
  );
  const strange = read(
    resource('Role', 'AWS::IAM::Role', {}),
    resource('P', 'AWS::IAM::Policy', { ...policy, Roles: ['<s.Other.Ref>'] }),
  );
  assert.deepEqual(
    [named, naming, strange].map((role) => allows(role, 's3:GetObject', BUCKET)),
    [true, true, false],
  );
});
