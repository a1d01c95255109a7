import assert from 'node:assert/strict';
import { test } from 'node:test';
import { productionRelease } from '../prerequisites/fixtures/make-release.ts';
import { memoryBucket } from './fixtures/memory-bucket.ts';
import { loadRelease, saveRelease } from './releases.ts';

const release = productionRelease();

test('a release that is kept already is not written again', async () => {
  const bucket = memoryBucket();
  let writes = 0;
  const counting = {
    ...bucket,
    create: (key: string, text: string) => {
      writes += 1;
      return bucket.create(key, text);
    },
  };
  await saveRelease(counting, release);
  await saveRelease(counting, release);
  assert.equal(writes, 1);
});

test('a release that is not kept can’t be loaded', async () => {
  await assert.rejects(loadRelease(memoryBucket(), 'prod', release.manifestHash), (error: Error) =>
    JSON.stringify(error).includes('deploy/record'),
  );
});
