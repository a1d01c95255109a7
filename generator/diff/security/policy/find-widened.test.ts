import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allows, type Role, type Statement } from '../../../wiring/roles.ts';
import type { Resource } from '../../../wiring/stack.ts';
import { findWidened } from './find-widened.ts';
import { isPartOf } from './matcher.ts';
import { isWithin, overlap } from './patterns.ts';
import { readAtoms } from './read-atoms.ts';

// Every pattern has a request that no narrower one matches, so that the judge sees each.
const ACTION_PATTERNS = ['s3:GetObject', 's3:Get*', 's3:PutObject', 's3:*', 'kms:Decrypt', '*'];
const ACTIONS = ['s3:GetObject', 's3:GetAcl', 's3:PutObject', 's3:List', 'kms:Decrypt', 'x:Y'];
const RESOURCE_PATTERNS = ['arn:a/x', 'arn:a/*', 'arn:b', '*'];
const RESOURCES = ['arn:a/x', 'arn:a/y', 'arn:b', 'arn:c'];
const REQUESTS = ACTIONS.flatMap((action) => RESOURCES.map((resource) => ({ action, resource })));

const some = (patterns: readonly string[]) => fc.subarray([...patterns], { minLength: 1 });
const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
  Action: some(ACTION_PATTERNS),
  Resource: some(RESOURCE_PATTERNS),
});
const negated = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  NotAction: some(ACTION_PATTERNS),
  NotResource: some(RESOURCE_PATTERNS),
});
const policy = fc.array(statement, { maxLength: 4 });

const resource = {} as Resource;
const statementsOf = (fields: readonly { Effect: string }[]): Statement[] =>
  fields.map((one) => ({ resource, path: [], effect: one.Effect, fields: one }));
const roleOf = (fields: readonly { Effect: string }[]): Role => ({
  resource,
  trust: [],
  managedPolicies: [],
  statements: statementsOf(fields),
});
const atomsOf = (fields: readonly { Effect: string }[]) => readAtoms(statementsOf(fields));

const newRequests = (before: Role, after: Role) =>
  REQUESTS.filter(
    ({ action, resource }) => allows(after, action, resource) && !allows(before, action, resource),
  );

test('a policy beside itself is widened nowhere', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(statement, negated), { maxLength: 4 }), (one) => {
      assert.deepEqual(findWidened(atomsOf(one), atomsOf(one)), []);
    }),
  );
});

test('whatever request became possible is inside something that is told as widened', () => {
  const any = fc.array(fc.oneof(statement, negated), { maxLength: 4 });
  fc.assert(
    fc.property(any, any, (before, after) => {
      const told = findWidened(atomsOf(before), atomsOf(after));
      for (const request of newRequests(roleOf(before), roleOf(after))) {
        const isTold = told.some(
          (atom) =>
            isPartOf({ is: request.action.toLowerCase() }, atom.action) &&
            isPartOf({ is: request.resource }, atom.resource),
        );
        assert.ok(isTold, JSON.stringify(request));
      }
    }),
    { numRuns: 1000 },
  );
});

test('nothing is told as widened where no request became possible', () => {
  fc.assert(
    fc.property(policy, policy, (before, after) => {
      if (newRequests(roleOf(before), roleOf(after)).length > 0) return;
      assert.deepEqual(findWidened(atomsOf(before), atomsOf(after)), []);
    }),
    { numRuns: 3000 },
  );
});

test('split, merged and reordered statements allow the same', () => {
  fc.assert(
    fc.property(policy, (before) => {
      const after = before
        .flatMap(({ Effect, Action, Resource }) =>
          Action.map((one) => ({
            Effect,
            Action: one.toUpperCase(),
            Resource: Resource.toReversed(),
          })),
        )
        .reverse();
      assert.deepEqual(findWidened(atomsOf(before), atomsOf(after)), []);
      assert.deepEqual(findWidened(atomsOf(after), atomsOf(before)), []);
    }),
  );
});

const read = (Condition?: object) =>
  atomsOf([{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:b', Condition } as never]);

/** Conditions, and whether going from the first to the second widens and narrows. */
const CONDITIONS = [
  { of: 'dropped', a: { StringEquals: { k: 'x' } }, b: undefined, widens: true, narrows: false },
  { of: 'added', a: undefined, b: { StringEquals: { k: 'x' } }, widens: false, narrows: true },
  {
    of: 'with another key case',
    a: { StringEquals: { K: 'x' } },
    b: { StringEquals: { k: ['x'] } },
  },
  {
    of: 'with one more value',
    a: { StringEquals: { k: 'x' } },
    b: { StringEquals: { k: ['x', 'y'] } },
    widens: true,
  },
  {
    of: 'with one more value that is shut out',
    a: { StringNotEquals: { k: 'x' } },
    b: { StringNotEquals: { k: ['x', 'y'] } },
    narrows: true,
  },
  {
    of: 'with a wider pattern',
    a: { ArnLike: { k: 'arn:a/x' } },
    b: { ArnLike: { k: 'arn:a/*' } },
    widens: true,
  },
  {
    of: 'of another kind',
    a: { StringEquals: { k: 'x' } },
    b: { StringLike: { k: 'x' } },
    widens: true,
    narrows: true,
  },
];

for (const { of, a, b, widens = false, narrows = false } of CONDITIONS) {
  test(`a condition ${of}`, () => {
    assert.equal(findWidened(read(a), read(b)).length > 0, widens);
    assert.equal(findWidened(read(b), read(a)).length > 0, narrows);
  });
}

test('a pattern lies within another only where every text does', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });
  const plain = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
  fc.assert(
    fc.property(texts, texts, plain, (one, other, text) => {
      const [isOne, isOther] = [isWithin(text, one), isWithin(text, other)];
      if (isWithin(one, other)) assert.ok(!isOne || isOther);
      if (isOne && isOther) assert.ok(overlap(one, other));
    }),
    { numRuns: 2000 },
  );
});
