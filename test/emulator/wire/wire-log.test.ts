import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBookkeeping, mutates } from './wire-log.ts';

test('an operation that looks is told from one that changes by its first word', () => {
  const looks = [
    'DescribeServices',
    'GetTemplate',
    'ListObjectsV2',
    'HeadBucket',
    'BatchGetImage',
    'FilterLogEvents',
    'DetectStackDrift',
  ];
  const changes = [
    'CreateService',
    'ExecuteChangeSet',
    'PutObject',
    'DeleteObjects',
    'RunTask',
    'TagResource',
    'BatchDeleteImage',
    'Listen',
    'POST /somewhere',
  ];
  assert.deepEqual(looks.filter(mutates), []);
  assert.deepEqual(
    changes.filter((one) => !mutates(one)),
    [],
  );
});

test('only locks, records and releases in a state bucket are bookkeeping', () => {
  const put = (path: string) =>
    isBookkeeping({
      service: 's3',
      operation: 'PutObject',
      mutates: true,
      path,
      input: {},
      status: 200,
    });
  const bucket = '/shop-state-111111111111-us-west-2/environments/dev';
  assert.deepEqual(
    [
      `${bucket}/lock.json?x-id=PutObject`,
      `${bucket}/records/000001.json`,
      `${bucket}/releases/abc.json`,
      `${bucket}/other.json`,
      '/shop-dev-catalog-111111111111/product-catalog.json',
    ].map(put),
    [true, true, true, false, false],
  );
});
