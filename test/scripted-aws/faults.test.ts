import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { DescribeClustersCommand } from '@aws-sdk/client-ecs';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { awsOf, startScriptedAws } from './scripted-aws.ts';
import { makeBucket } from './services/s3/state.ts';

const identity = new GetCallerIdentityCommand({});

test('throttling strikes the first attempt, and the SDK tries again', async (t) => {
  const scripted = await startScriptedAws(t);
  const aws = awsOf(scripted);
  scripted.faults.add({ attempt: 1, times: Infinity }, { trouble: 'throttled' });
  await aws.sts.send(identity);
  await aws.ecs.send(new DescribeClustersCommand({}));
  await aws.ec2.send(new DescribeSecurityGroupsCommand({}));
  assert.deepEqual(
    scripted.log.map(({ service, attempt, error, outcome }) => [
      service,
      attempt,
      error ?? outcome,
    ]),
    [
      ['sts', 1, 'Throttling'],
      ['sts', 2, 200],
      ['ecs', 1, 'ThrottlingException'],
      ['ecs', 2, 200],
      ['ec2', 1, 'RequestLimitExceeded'],
      ['ec2', 2, 200],
    ],
  );
});

test('an error is told by its own name in every protocol', async (t) => {
  const scripted = await startScriptedAws(t);
  const aws = awsOf(scripted);
  scripted.state.s3.buckets.set('b', makeBucket());
  const error = { code: 'ExpiredToken', message: 'the token has expired', status: 403 };
  scripted.faults.add({ times: Infinity }, { error });
  const put = new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'v' });
  const calls = [
    () => aws.sts.send(identity),
    () => aws.ecs.send(new DescribeClustersCommand({})),
    () => aws.ec2.send(new DescribeSecurityGroupsCommand({})),
    () => aws.cloudFormation.send(new DescribeStacksCommand({})),
    () => aws.s3.send(put),
  ];
  for (const call of calls) {
    await assert.rejects(call(), { name: 'ExpiredToken', message: 'the token has expired' });
  }
});

test('usual troubles are told in the words of each service', async (t) => {
  const scripted = await startScriptedAws(t);
  const aws = awsOf(scripted);
  const namesOf = async (trouble: 'expired' | 'denied' | 'broken') => {
    scripted.faults.clear();
    scripted.faults.add({ times: Infinity }, { trouble });
    const calls = [
      () => aws.ecs.send(new DescribeClustersCommand({})),
      () => aws.cloudFormation.send(new DescribeStacksCommand({})),
      () => aws.s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'v' })),
    ];
    const names: string[] = [];
    for (const call of calls) await call().catch((error) => names.push(error.name));
    return names;
  };
  const expired = ['ExpiredTokenException', 'ExpiredToken', 'ExpiredToken'];
  assert.deepEqual(await namesOf('expired'), expired);
  assert.deepEqual(await namesOf('denied'), [
    'AccessDeniedException',
    'AccessDenied',
    'AccessDenied',
  ]);
  assert.deepEqual(await namesOf('broken'), [
    'ServerException',
    'InternalFailure',
    'InternalError',
  ]);
  const attempts = scripted.log.map(({ attempt }) => attempt);
  assert.equal(Math.max(...attempts), 8);
});

test('a connection is cut before or after a request took effect', async (t) => {
  const scripted = await startScriptedAws(t);
  const { s3 } = awsOf(scripted);
  const bucket = makeBucket();
  scripted.state.s3.buckets.set('b', bucket);
  const put = () => s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'v' }));
  scripted.faults.add({ operation: 'PutObject' }, { cut: 'before' });
  await put();
  assert.equal(bucket.versions.length, 1);
  scripted.faults.add({ operation: 'PutObject' }, { cut: 'after' });
  await put();
  assert.equal(bucket.versions.length, 3);
  assert.deepEqual(
    scripted.log.map(({ outcome }) => outcome),
    ['cut before', 200, 'cut after', 200],
  );
  assert.equal(scripted.mutations().length, 3);
});

test('a killed process reaches nothing any more, until the test lets it', async (t) => {
  const scripted = await startScriptedAws(t);
  const aws = awsOf(scripted);
  const bucket = makeBucket();
  scripted.state.s3.buckets.set('b', bucket);
  scripted.faults.add({ mutating: true, nth: 2 }, { cut: 'after', stays: true });
  const put = () => aws.s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'v' }));
  await put();
  await assert.rejects(put(), /hang up|ECONNRESET/);
  await assert.rejects(aws.sts.send(identity), /hang up|ECONNRESET/);
  assert.equal(bucket.versions.length, 2);
  scripted.faults.clear();
  await aws.sts.send(identity);
});

test('the world changes between two calls, and a slow answer takes only the time of the clock', async (t) => {
  const scripted = await startScriptedAws(t);
  const aws = awsOf(scripted);
  const began = scripted.clock.now();
  scripted.faults.add({ operation: 'GetCallerIdentity' }, { delay: 60_000 });
  scripted.faults.add(
    { operation: 'GetCallerIdentity' },
    {
      hook: ({ state }) => {
        state.lookups.caller = { account: '1', arn: 'arn:1' };
      },
    },
  );
  assert.equal((await aws.sts.send(identity)).Account, '1');
  assert.equal(scripted.clock.now() - began, 60_000);
});
