import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StackStatus } from '@aws-sdk/client-cloudformation';
import { isVoid, isWorking, oddStateOf } from './stack-states.ts';

/** States of the SDK in which a stack can be changed, or is not there. */
const FINE = [
  'CREATE_COMPLETE',
  'DELETE_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
];

test('every state that the SDK knows is fine or explained', () => {
  for (const status of Object.values(StackStatus)) {
    assert.equal(oddStateOf(status) === undefined, FINE.includes(status), status);
  }
});

test('CloudFormation is waited for exactly while it is at work', () => {
  for (const status of Object.values(StackStatus)) {
    assert.equal(oddStateOf(status)?.mend === 'wait', isWorking(status), status);
  }
});

test('a stack that holds anything is never deleted to mend it', () => {
  for (const status of Object.values(StackStatus)) {
    const mend = oddStateOf(status)?.mend;
    if (mend === 'create-anew' || mend === 'go-on') assert.ok(isVoid(status), status);
  }
});
