import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assertValidRequests,
  findByBotocore,
  findBySchema,
  type SentRequest,
} from './valid-requests.ts';

const RIGHT: readonly SentRequest[] = [
  { service: 'ecs', operation: 'DescribeServices', input: { cluster: 'a', services: ['b'] } },
  {
    service: 's3',
    operation: 'PutObject',
    input: {
      Bucket: 'bucket',
      Key: 'key',
      Body: Buffer.from('x'),
      IfNoneMatch: '*',
      ETag: undefined,
    },
  },
  {
    service: 'logs',
    operation: 'FilterLogEvents',
    input: { logGroupName: 'group', startTime: 1 },
  },
  {
    service: 'servicequotas',
    operation: 'GetServiceQuota',
    input: { ServiceCode: 'vpc', QuotaCode: 'L-F678F1CE' },
  },
  { service: 'sts', operation: 'GetCallerIdentity', input: {} },
  {
    service: 'ecs',
    operation: 'CreateExpressGatewayService',
    input: { infrastructureRoleArn: 'arn', taskDefinitionArn: 'family:1' },
  },
];

/** One mistake each, and a word that both must say of it. */
const WRONG: readonly (readonly [request: SentRequest, about: RegExp])[] = [
  [
    { service: 'ecs', operation: 'DescribeServices', input: { services: ['b'], taggs: 1 } },
    /taggs/,
  ],
  [{ service: 'ecs', operation: 'DescribeServices', input: { cluster: 'a' } }, /services/],
  [
    { service: 'cloudformation', operation: 'CreateChangeSet', input: { StackName: 's' } },
    /ChangeSetName/,
  ],
  [
    {
      service: 'application-autoscaling',
      operation: 'RegisterScalableTarget',
      input: {
        ServiceNamespace: 'ecs',
        ResourceId: 'service/a/b',
        ScalableDimension: 'ecs:service:DesiredCount',
        MinCapacity: '1',
      },
    },
    /MinCapacity/,
  ],
  [{ service: 's3', operation: 'PutObject', input: { Bucket: 'bucket', Body: 'x' } }, /Key/],
];

test('requests that are right pass both validators', async (t) => {
  await assertValidRequests(t, RIGHT);
});

test("a mistake in a request is found by the SDK's schema", () => {
  for (const [request, about] of WRONG) {
    const found = findBySchema([...RIGHT, request]);
    assert.equal(found.length, 1, JSON.stringify(request));
    assert.match(found[0] ?? '', about);
  }
});

test('a mistake in a request is found by botocore', (t) => {
  const found = findByBotocore(t, [...RIGHT, ...WRONG.map(([request]) => request)]);
  if (found === undefined) return;
  assert.equal(found.length, WRONG.length);
  for (const [index, [, about]] of WRONG.entries()) assert.match(found[index] ?? '', about);
});

test('an operation that no client has is a mistake of the test', () => {
  assert.throws(() => findBySchema([{ service: 'ecs', operation: 'Deploy', input: {} }]), /Deploy/);
});
