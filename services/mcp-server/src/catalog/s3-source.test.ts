import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { BUCKET, KEY, startS3, type TestS3 } from '../../test-support/start-s3.ts';
import { type CatalogSource, describeFailure, s3Source } from './s3-source.ts';

let s3: TestS3;
const signal = new AbortController().signal;

before(async () => {
  s3 = await startS3();
  Object.assign(process.env, s3.environment);
});
after(() => s3[Symbol.asyncDispose]());

async function fetchOnce(source: CatalogSource, etag?: string) {
  try {
    return await source.fetch(etag, signal);
  } finally {
    source.close();
  }
}

test('an object is fetched with its ETag, and not again while it is the same', async () => {
  await s3.put('first');
  const first = await fetchOnce(s3Source({ bucket: BUCKET, key: KEY }));
  assert.equal(first.status, 'changed');
  assert.ok(first.status === 'changed' && first.etag);
  assert.equal(Buffer.from(first.bytes).toString(), 'first');

  const same = await fetchOnce(s3Source({ bucket: BUCKET, key: KEY }), first.etag);
  assert.deepEqual(same, { status: 'unchanged' });

  await s3.put('second');
  const second = await fetchOnce(s3Source({ bucket: BUCKET, key: KEY }), first.etag);
  assert.equal(second.status, 'changed');
});

test('an object over the limit is not taken, whether its size is announced or not', async () => {
  await s3.put('x'.repeat(1001), 'large.json');
  const place = { bucket: BUCKET, key: 'large.json' };
  const large = await fetchOnce(s3Source({ ...place, maxBytes: 1000 }));
  assert.equal(large.status, 'too-large');
  assert.equal((await fetchOnce(s3Source({ ...place, maxBytes: 1001 }))).status, 'changed');

  const endless = createServer((_request, response) => {
    response.writeHead(200, { ETag: '"endless"' });
    const writing = setInterval(() => response.write('x'.repeat(400)), 1);
    response.once('close', () => clearInterval(writing));
  }).listen(0, '127.0.0.1');
  await once(endless, 'listening');
  const { port } = endless.address() as AddressInfo;
  process.env.AWS_ENDPOINT_URL_S3 = `http://127.0.0.1:${port}`;
  const unannounced = await fetchOnce(s3Source({ ...place, maxBytes: 1000 }));
  Object.assign(process.env, s3.environment);
  await new Promise((resolve) => endless.close(resolve));
  assert.deepEqual(unannounced, { status: 'too-large', etag: '"endless"' });
});

test('a missing object or bucket fails with a reason in one line', async () => {
  for (const [bucket, key, reason] of [
    [BUCKET, 'nowhere.json', /^NoSuchKey \(HTTP 404\): /],
    ['no-such-bucket', KEY, /^NoSuchBucket \(HTTP 404\): /],
  ] as const) {
    const error = await fetchOnce(s3Source({ bucket, key })).catch((thrown: unknown) => thrown);
    assert.match(describeFailure(error), reason);
  }
});
