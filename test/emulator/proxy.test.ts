import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateClusterCommand,
  DescribeTaskSetsCommand,
  ListClustersCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { makeAws } from '../../generator/deploy/aws/aws.ts';
import { processLives } from '../../generator/local/fixtures/process-lives.ts';
import { hasMoto } from './moto-process.ts';
import { startEmulator, useInThisProcess } from './start-emulator.ts';

test('requests are logged at the wire, and those that change something are told apart', async (t) => {
  const emulator = await startEmulator(t);
  if (!emulator) return;
  useInThisProcess(t, emulator);
  const { ecs, s3 } = makeAws('us-west-2');
  await ecs.send(new CreateClusterCommand({ clusterName: 'one' }));
  await ecs.send(new ListClustersCommand({}));
  const CreateBucketConfiguration = { LocationConstraint: 'us-west-2' } as const;
  await s3.send(new CreateBucketCommand({ Bucket: 'state', CreateBucketConfiguration }));
  const object = { Bucket: 'state', Key: 'environments/dev/lock.json' };
  await s3.send(new PutObjectCommand({ ...object, Body: '{}', IfNoneMatch: '*' }));
  const again = new PutObjectCommand({ ...object, Body: '{}', IfNoneMatch: '*' });
  await assert.rejects(s3.send(again), { name: 'PreconditionFailed' });
  const { Body } = await s3.send(new GetObjectCommand(object));
  assert.equal(await Body?.transformToString(), '{}');
  const stranger = { Bucket: 'state', ExpectedBucketOwner: '222222222222' };
  await assert.rejects(s3.send(new HeadBucketCommand(stranger)));

  assert.deepEqual(
    emulator
      .calls()
      .map(({ service, operation, mutates, status }) =>
        [service, operation, mutates ? 'changes' : 'looks', status].join(' '),
      ),
    [
      'ecs CreateCluster changes 200',
      'ecs ListClusters looks 200',
      's3 CreateBucket changes 200',
      's3 PutObject changes 200',
      's3 PutObject changes 412',
      's3 GetObject looks 200',
      's3 HeadBucket looks 403',
    ],
  );
  assert.deepEqual(emulator.calls()[0]?.input, { clusterName: 'one' });
  assert.match(emulator.mutations().at(-1)?.path ?? '', /^\/state\/environments\/dev\/lock\.json/);

  emulator.forgetCalls();
  const notThere = new DescribeTaskSetsCommand({ cluster: 'one', service: 'none' });
  await assert.rejects(ecs.send(notThere), (error: Error) => error.name !== 'EmulatorFailure');
  assert.equal(emulator.calls().length, 1);
  await emulator.reset();
  assert.deepEqual((await ecs.send(new ListClustersCommand({}))).clusterArns, []);
});

test('what moto can’t do fails at once, with its own words', async (t) => {
  const emulator = await startEmulator(t);
  if (!emulator) return;
  const response = await fetch(emulator.url, {
    method: 'POST',
    headers: {
      'x-amz-target': 'AmazonEC2ContainerServiceV20141113.UpdateExpressLane',
      authorization: emulator.moto.authorization('ecs'),
    },
    body: '{}',
  });
  assert.equal(response.status, 400);
  const { __type, message } = (await response.json()) as Record<string, string>;
  assert.equal(__type, 'EmulatorFailure');
  assert.match(message ?? '', /ecs:UpdateExpressLane/);
});

/** A run of tests that starts moto and can't clean up. */
const RUNNER = `
  const { startMoto } = await import(${JSON.stringify(new URL('moto-process.ts', import.meta.url).href)});
  const { pid } = await startMoto({ after() {} }, '111111111111');
  console.log(pid);
  setInterval(() => {}, 1e6);
`;

test('moto ends with the process that started it, however that ends', async (t) => {
  if (!hasMoto(t)) return;
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', RUNNER];
  const runner = spawn(process.execPath, args);
  const [line] = await once(runner.stdout, 'data');
  const pid = Number(String(line).trim());
  assert.ok(processLives(pid));
  runner.kill('SIGKILL');
  for (let tries = 0; tries < 500 && processLives(pid); tries += 1) await sleep(20);
  assert.equal(processLives(pid), false);
});
