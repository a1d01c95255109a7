import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasReference, resolveKnownOutputs, resolveOutputs } from './resolve-outputs.ts';

const outputs = new Map([['network', new Map([['VpcId', 'vpc-1']])]]);
const value = { a: ['stack-output://network/VpcId', 1], b: { c: 'stack-output://network/Gone' } };

test('references become what the stacks tell, in a copy', () => {
  const given = { a: ['stack-output://network/VpcId', 1, null], b: 'plain stack-output://x' };
  const copy = structuredClone(given);
  assert.deepEqual(resolveOutputs(given, outputs), {
    a: ['vpc-1', 1, null],
    b: 'plain stack-output://x',
  });
  assert.deepEqual(given, copy);
});

test('an output that no stack tells fails an apply and stays a reference in a plan', () => {
  assert.throws(() => resolveOutputs(value, outputs), /network has no output Gone/);
  const known = resolveKnownOutputs(value, outputs);
  assert.deepEqual(known, { a: ['vpc-1', 1], b: { c: 'stack-output://network/Gone' } });
  assert.equal(hasReference(known), true);
  assert.equal(hasReference(known.a), false);
});
