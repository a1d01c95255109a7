import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryBucket } from './fixtures/memory-bucket.ts';
import type { DeploymentRecord } from './record.ts';
import { beginRecord, readRecord, readRecords } from './records.ts';

const fresh: Omit<DeploymentRecord, 'number' | 'schema' | 'result'> = {
  environment: 'dev',
  action: 'apply',
  by: 'ada@laptop',
  manifestHash: 'abc',
  started: '2026-11-25T12:00:00.000Z',
  stacks: [],
  services: [],
};

test('records are numbered from 1, and the newest is read first', async () => {
  const bucket = memoryBucket();
  for (const result of ['succeeded', 'failed', 'succeeded'] as const) {
    await (await beginRecord(bucket, fresh)).end({ result });
  }
  const records = await readRecords(bucket, 'dev', 2);
  assert.deepEqual(
    records.map(({ number, result }) => [number, result]),
    [
      [3, 'succeeded'],
      [2, 'failed'],
    ],
  );
  assert.equal((await readRecord(bucket, 'dev', 1))?.result, 'succeeded');
  assert.deepEqual(await readRecords(bucket, 'prod', 5), []);
});

test('numbers sort as numbers also past nine', async () => {
  const bucket = memoryBucket();
  for (let number = 1; number <= 11; number += 1) {
    await (await beginRecord(bucket, fresh)).end({ result: 'succeeded' });
  }
  const [newest] = await readRecords(bucket, 'dev', 1);
  assert.equal(newest?.number, 11);
});

test('what a killed run left open is marked by the next run', async () => {
  const bucket = memoryBucket();
  await beginRecord(bucket, fresh);
  await beginRecord(bucket, { ...fresh, started: '2026-11-25T13:00:00.000Z' });
  const records = await readRecords(bucket, 'dev', 5);
  assert.deepEqual(
    records.map(({ number, result, ended }) => [number, result, ended]),
    [
      [2, 'running', undefined],
      [1, 'interrupted', '2026-11-25T13:00:00.000Z'],
    ],
  );
});

test('a record that somebody else wrote over is not written over in turn', async () => {
  const bucket = memoryBucket();
  const mine = await beginRecord(bucket, fresh);
  await beginRecord(bucket, fresh);
  await assert.rejects(mine.end({ result: 'succeeded' }), { exitCode: 1 });
  assert.equal((await readRecord(bucket, 'dev', 1))?.result, 'interrupted');
});
