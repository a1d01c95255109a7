import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeploymentRecord, RecordResult } from '../state/record.ts';
import { chooseRecord } from './choose-record.ts';

/** Records from the oldest to the newest, given as `result manifest`. */
function recordsOf(...told: `${RecordResult} ${string}`[]): DeploymentRecord[] {
  return told
    .map((one, index): DeploymentRecord => {
      const [result, manifestHash = ''] = one.split(' ');
      return {
        schema: 'record/v1',
        number: index + 1,
        environment: 'dev',
        action: 'apply',
        result: result as RecordResult,
        by: 'ada',
        manifestHash,
        started: '2026-11-25T12:00:00.000Z',
        stacks: [],
        services: [],
      };
    })
    .reverse();
}

test('without a number it goes to the release before the one that runs', () => {
  const records = recordsOf('succeeded a', 'succeeded b', 'succeeded b');
  assert.equal(chooseRecord(records, undefined).number, 1);
});

test('after a run that failed it goes to what ran whole last', () => {
  assert.equal(
    chooseRecord(recordsOf('succeeded a', 'succeeded b', 'failed c'), undefined).number,
    2,
  );
  assert.equal(chooseRecord(recordsOf('succeeded a', 'interrupted b'), undefined).number, 1);
});

test('a number names a deployment that ran whole', () => {
  const records = recordsOf('succeeded a', 'failed b', 'succeeded c');
  assert.equal(chooseRecord(records, 1).number, 1);
  assert.throws(() => chooseRecord(records, 2), /ended as failed/);
  assert.throws(() => chooseRecord(records, 9), /no deployment 9/);
});

test('where nothing ran before there is nothing to go back to', () => {
  for (const records of [[], recordsOf('succeeded a'), recordsOf('failed a')]) {
    assert.throws(() => chooseRecord(records, undefined), { exitCode: 2 });
  }
});
