import assert from 'node:assert/strict';
import { test } from 'node:test';
import { s3Operation } from './s3-operation.ts';
import { readForm, readRequest } from './wire-request.ts';

const headersOf = (service: string, more: Record<string, string> = {}) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20261125/us-west-2/${service}/aws4_request, …`,
  ...more,
});

test('what is asked of S3 is read from method and path', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['GET', '/', 'ListBuckets'],
    ['HEAD', '/bucket', 'HeadBucket'],
    ['PUT', '/bucket', 'CreateBucket'],
    ['DELETE', '/bucket', 'DeleteBucket'],
    ['GET', '/bucket?list-type=2&prefix=a%2F', 'ListObjectsV2'],
    ['GET', '/bucket?versions', 'ListObjectVersions'],
    ['PUT', '/bucket?versioning', 'PutBucketVersioning'],
    ['POST', '/bucket?delete', 'DeleteObjects'],
    ['GET', '/bucket/a/b.json?x-id=GetObject', 'GetObject'],
    ['HEAD', '/bucket/a/b.json', 'HeadObject'],
    ['PUT', '/bucket/a/b.json', 'PutObject'],
    ['DELETE', '/bucket/a/b.json?versionId=1', 'DeleteObject'],
    ['GET', '/bucket/a/b.json?tagging', 'GetObjectTagging'],
  ];
  for (const [method, path, operation] of cases) {
    assert.equal(s3Operation(method, path), operation, `${method} ${path}`);
  }
});

test('what is asked of services with JSON, forms and paths is read', () => {
  const json = readRequest(
    'POST',
    '/',
    headersOf('ecs', { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListTasks' }),
    Buffer.from('{"cluster":"one"}'),
  );
  assert.deepEqual(
    [json.service, json.operation, json.input],
    ['ecs', 'ListTasks', { cluster: 'one' }],
  );
  const form = readRequest(
    'POST',
    '/',
    headersOf('cloudformation', { 'content-type': 'application/x-www-form-urlencoded' }),
    Buffer.from('Action=DescribeStacks&Version=2010-05-15&StackName=one'),
  );
  assert.deepEqual([form.operation, form.input], ['DescribeStacks', { StackName: 'one' }]);
  const path = '/inference-profiles/global.amazon.nova-2-lite-v1%3A0';
  const rest = readRequest('GET', path, headersOf('bedrock'), Buffer.alloc(0));
  assert.equal(rest.operation, 'GetInferenceProfile');
});

test('lists in a form are lists, and maps are maps', () => {
  const form =
    'Tags.member.1.Key=a&Tags.member.1.Value=x.y&Tags.member.2.Key=b&Tags.member.2.Value=&Name=n';
  assert.deepEqual(readForm(form), {
    Tags: [
      { Key: 'a', Value: 'x.y' },
      { Key: 'b', Value: '' },
    ],
    Name: 'n',
  });
});
