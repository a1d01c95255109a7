import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { awsOf, startScriptedAws } from '../../scripted-aws.ts';
import { makeBucket } from './state.ts';

const Bucket = 'state';

async function start(t: TestContext) {
  const scripted = await startScriptedAws(t);
  scripted.state.s3.buckets.set(Bucket, makeBucket());
  const { s3 } = awsOf(scripted);
  const put = (Key: string, Body: string, more = {}) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  return { scripted, s3, put };
}

test('what was put is got, with its version', async (t) => {
  const { s3, put } = await start(t);
  const first = await put('a/b c.json', 'one & <two>', { ContentType: 'application/json' });
  await put('a/b c.json', 'three');
  const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a/b c.json' }));
  assert.equal(await got.Body?.transformToString(), 'three');
  const old = { Bucket, Key: 'a/b c.json', VersionId: first.VersionId };
  const before = await s3.send(new GetObjectCommand(old));
  assert.equal(await before.Body?.transformToString(), 'one & <two>');
  assert.equal(before.ContentType, 'application/json');
});

test('only one of two conditional writes succeeds', async (t) => {
  const { put } = await start(t);
  const { ETag } = await put('lock', 'mine', { IfNoneMatch: '*' });
  const refused = { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } };
  const statusOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 200,
      (error) => error.$metadata.httpStatusCode,
    );
  await assert.rejects(put('lock', 'theirs', { IfNoneMatch: '*' }), { name: refused.name });
  assert.equal(await statusOf(put('lock', 'theirs', { IfNoneMatch: '*' })), 412);
  await put('lock', 'renewed', { IfMatch: ETag });
  assert.equal(await statusOf(put('lock', 'late', { IfMatch: ETag })), 412);
  assert.equal(await statusOf(put('gone', 'late', { IfMatch: ETag })), 404);
});

test('a bucket or object that is not there has its own error', async (t) => {
  const { scripted, s3, put } = await start(t);
  const missing = { Bucket, Key: 'none' };
  await assert.rejects(s3.send(new GetObjectCommand(missing)), { name: 'NoSuchKey' });
  await assert.rejects(s3.send(new HeadObjectCommand(missing)), { name: 'NotFound' });
  const owned = { Bucket, ExpectedBucketOwner: '999999999999' };
  await assert.rejects(
    s3.send(new HeadBucketCommand(owned)),
    (error: { $metadata?: { httpStatusCode?: number } }) => error.$metadata?.httpStatusCode === 403,
  );
  scripted.state.s3.buckets.delete(Bucket);
  await assert.rejects(put('a', 'b'), { name: 'NoSuchBucket' });
  await assert.rejects(s3.send(new HeadBucketCommand({ Bucket })), { name: 'NotFound' });
});

test('a deletion hides an object, and versions are deleted for good', async (t) => {
  const { scripted, s3, put } = await start(t);
  await put('a', '1');
  await put('a&b', '2');
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  const listed = await s3.send(new ListObjectsV2Command({ Bucket }));
  assert.deepEqual(
    listed.Contents?.map(({ Key, Size }) => [Key, Size]),
    [['a&b', 1]],
  );
  const versions = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  assert.equal(versions.DeleteMarkers?.length, 1);
  const Objects = [...(versions.Versions ?? []), ...(versions.DeleteMarkers ?? [])].map(
    ({ Key = '', VersionId }) => ({ Key, VersionId }),
  );
  await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  assert.deepEqual(scripted.state.s3.buckets.get(Bucket)?.versions, []);
});

test('lists come in pages', async (t) => {
  const { s3, put } = await start(t);
  for (const key of ['x/2', 'x/1', 'x/3', 'y']) await put(key, key);
  const page = (more: object) =>
    s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'x/', MaxKeys: 2, ...more }));
  const first = await page({});
  const second = await page({ ContinuationToken: first.NextContinuationToken });
  assert.deepEqual(
    first.Contents?.map(({ Key }) => Key),
    ['x/1', 'x/2'],
  );
  assert.deepEqual(
    second.Contents?.map(({ Key }) => Key),
    ['x/3'],
  );
  const versions = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 3 }));
  const { NextKeyMarker, NextVersionIdMarker } = versions;
  const rest = await s3.send(
    new ListObjectVersionsCommand({
      Bucket,
      KeyMarker: NextKeyMarker,
      VersionIdMarker: NextVersionIdMarker,
    }),
  );
  assert.deepEqual(
    rest.Versions?.map(({ Key }) => Key),
    ['y'],
  );
});
