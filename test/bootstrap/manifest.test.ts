import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepsOf } from '../../generator/wiring/read-manifest.ts';
import { wirings } from './rendered-roles.ts';

const manifestOf = (name: string) => {
  const found = wirings.find(({ environment }) => environment === name);
  if (!found) throw new Error(`no ${name}`);
  return found.manifest;
};

test('a stack asks for the capability that its names make necessary, and no other', () => {
  const asked = (name: string) =>
    stepsOf(manifestOf(name), 'stacks').map(({ stack, capabilities }) => [stack, capabilities]);
  assert.deepEqual(asked('bootstrap'), [
    ['bootstrap', ['CAPABILITY_NAMED_IAM']],
    ['roles-dev', ['CAPABILITY_NAMED_IAM']],
  ]);
  assert.deepEqual(asked('dev'), [
    ['network', ['CAPABILITY_IAM']],
    ['platform', ['CAPABILITY_IAM']],
  ]);
});

test('stacks of production and of accounts are protected from deletion', () => {
  const protectedIn = (name: string) =>
    stepsOf(manifestOf(name), 'stacks').map(({ terminationProtection }) => terminationProtection);
  assert.deepEqual(protectedIn('prod'), [true, true]);
  assert.deepEqual(protectedIn('bootstrap-prod'), [true, true]);
  assert.deepEqual(protectedIn('dev'), [false, false]);
});

test('an environment and its account name one state bucket', () => {
  assert.equal(manifestOf('prod').stateBucket, 'shop-state-333333333333-us-west-2');
  assert.equal(manifestOf('bootstrap-prod').stateBucket, manifestOf('prod').stateBucket);
});

test('repositories stand in the account of the registry alone', () => {
  assert.equal(manifestOf('bootstrap').repositories?.length, 3);
  assert.equal(manifestOf('bootstrap-prod').repositories, undefined);
});
