import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { scratchRepository } from './fixtures/scratch-environment.ts';
import { startS3StandIn } from './s3-stand-in.ts';

const THING = { Bucket: 'scratch-things', Key: 'in a folder/things.json' };

async function seeded(t: TestContext) {
  const root = scratchRepository(t, []);
  const file = join(root, 'data/things.json');
  const s3 = await startS3StandIn([{ bucket: THING.Bucket, key: THING.Key, file }]);
  t.after(s3.stop);
  const client = new S3Client({
    endpoint: s3.url,
    region: 'eu-north-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  t.after(() => client.destroy());
  const read = async () => {
    const { Body } = await client.send(new GetObjectCommand(THING));
    return Body?.transformToString();
  };
  return { s3, client, read };
}

test('the AWS SDK reads a seeded object', async (t) => {
  const { read } = await seeded(t);
  assert.equal(await read(), '{"things":["a spoon"]}');
});

test('an unchanged object is a 304 for who knows its ETag', async (t) => {
  const { client } = await seeded(t);
  const { ETag } = await client.send(new GetObjectCommand(THING));
  assert.ok(ETag);
  const unchanged = client.send(new GetObjectCommand({ ...THING, IfNoneMatch: ETag }));
  await assert.rejects(unchanged, ({ $metadata }) => $metadata.httpStatusCode === 304);
});

test('after an outage it is at the same address with the same objects', async (t) => {
  const { s3, client, read } = await seeded(t);
  await client.send(new PutObjectCommand({ ...THING, Body: 'changed' }));
  await s3.stop();
  await assert.rejects(read(), ({ code }) => /^ECONN(REFUSED|RESET)$/.test(code));
  await s3.start();
  assert.equal(await read(), 'changed');
});
