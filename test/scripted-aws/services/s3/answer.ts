import { AwsError } from '../../aws-error.ts';
import type { HttpAnswer, HttpRequest } from '../../protocols/protocol.ts';
import { element, textElement } from '../../protocols/xml.ts';
import type { World } from '../../world.ts';
import { listObjects, listVersions } from './lists.ts';
import {
  type Asked,
  deleteObject,
  deleteObjects,
  getObject,
  headObject,
  putObject,
  xml,
} from './objects.ts';
import { operationOf, placeOf } from './route.ts';
import { makeBucket } from './state.ts';

const done: HttpAnswer = { status: 200 };

/** What answers each operation on a bucket that exists. */
const ON_BUCKET: Readonly<Record<string, (asked: Asked) => HttpAnswer>> = {
  HeadBucket: ({ world }) => ({ status: 200, headers: { 'x-amz-bucket-region': world.region } }),
  GetBucketLocation: ({ world }) => xml(textElement('LocationConstraint', world.region)),
  GetBucketVersioning: ({ bucket }) =>
    xml(
      element(
        'VersioningConfiguration',
        bucket.isVersioned ? textElement('Status', 'Enabled') : '',
      ),
    ),
  GetObject: getObject,
  HeadObject: headObject,
  PutObject: putObject,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  ListObjectsV2: listObjects,
  ListObjectVersions: listVersions,
};

/** Answers a request of S3, which speaks its own protocol. */
export function answerS3(request: HttpRequest, world: World): HttpAnswer {
  const operation = operationOf(request);
  const { bucket: name, key } = placeOf(request);
  const { buckets } = world.state.s3;
  if (operation === 'CreateBucket') {
    if (buckets.has(name))
      throw new AwsError('BucketAlreadyOwnedByYou', 'You own it already.', 409);
    buckets.set(name, makeBucket(false));
    return done;
  }
  const bucket = buckets.get(name);
  if (!bucket) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
  const expected = request.headers['x-amz-expected-bucket-owner'];
  if (expected !== undefined && expected !== (bucket.owner ?? world.account)) {
    throw new AwsError('AccessDenied', 'Access Denied', 403);
  }
  if (operation === 'DeleteBucket') {
    if (bucket.versions.length > 0) {
      throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409);
    }
    buckets.delete(name);
    return { status: 204 };
  }
  const answer = ON_BUCKET[operation];
  if (!answer) throw new Error(`the double of S3 does not know ${request.method} ${request.path}`);
  return answer({ bucket, key, request, world });
}

/** Errors of requests without a body in the answer are told by the status alone, as S3 does. */
export const failS3 = ({ code, message, status }: AwsError, request: HttpRequest): HttpAnswer =>
  request.method === 'HEAD'
    ? { status }
    : {
        status,
        headers: { 'content-type': 'application/xml' },
        body: element('Error', textElement('Code', code) + textElement('Message', message)),
      };

/** What is logged of a request: enough to see what it was about. */
export function inputOf(request: HttpRequest): object {
  const { bucket, key } = placeOf(request);
  const condition = ['if-match', 'if-none-match'].flatMap((name) =>
    request.headers[name] === undefined ? [] : [[name, request.headers[name]] as const],
  );
  return { Bucket: bucket, ...(key !== '' && { Key: key }), ...Object.fromEntries(condition) };
}
