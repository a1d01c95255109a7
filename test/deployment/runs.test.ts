import assert from 'node:assert/strict';
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { lockKey } from '../../generator/deploy/state/lock.ts';
import { awsOf } from '../scripted-aws/scripted-aws.ts';
import { currentOf } from '../scripted-aws/services/s3/state.ts';
import { mutates } from '../scripted-aws/wire-log.ts';
import { mutationsOf, type Ran } from './deploy-world.ts';
import { newBoth, newImages, setStage } from './environments.ts';
import { applyAgain, expectRun, fault, holdCalls } from './fault-suite.ts';
import { writePlan } from './plan-file.ts';
import { lockOf, resultsOf, servicesOf } from './what-stands.ts';

const { world, deployed } = await setStage();
const { aws } = world;
const BEFORE = { agent: 'shop-staging-agent:1', 'mcp-server': 'shop-staging-mcp-server:1' };

/** What a run may do that applies nothing: take the lock and give it back. */
const ONLY_LOCK = ['s3:PutObject', 's3:DeleteObject'];

/** Somebody changes a service by hand. */
const scaleByHand = () =>
  awsOf(aws).ecs.send(
    new UpdateServiceCommand({ cluster: 'shop-staging', service: 'agent', desiredCount: 2 }),
  );

fault('what is deployed changed since the plan was made', async () => {
  deployed().merge(newImages);
  const file = await writePlan(world);
  await scaleByHand();
  const ran = await world.run('apply', '--plan', file);
  expectRun(world, ran, { code: 1, codes: ['deploy/moved'], record: 'none' });
  assert.match(ran.messages.join(), /service agent/);
  assert.deepEqual(mutationsOf(ran), ONLY_LOCK);
  assert.deepEqual(servicesOf(world), BEFORE);
  return { ran, second: await applyAgain(world) };
});

fault('what is deployed changes before the lock is taken', async () => {
  deployed();
  await scaleByHand();
  const hook = () => {
    const agent = aws.state.ecs.services.find(({ name }) => name === 'agent');
    if (agent) agent.settings.desiredCount = 3;
  };
  aws.faults.add({ operation: 'PutObject' }, { hook });
  const ran = await world.run('drift', '--fix', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/moved'], record: 'none' });
  assert.deepEqual(mutationsOf(ran), ONLY_LOCK);
  return { ran, second: await applyAgain(world) };
});

fault('the plan is for other files', async () => {
  deployed();
  const file = await writePlan(world);
  world.merge(newImages);
  const ran = await world.run('apply', '--plan', file);
  expectRun(world, ran, { code: 2, codes: ['deploy/plan'], record: 'none' });
  assert.deepEqual(mutationsOf(ran), []);
  return { ran, second: await applyAgain(world) };
});

fault('the plan is applied as it was shown', async () => {
  deployed().merge(newBoth);
  const file = await writePlan(world);
  const ran = await world.run('apply', '--plan', file);
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  return { ran, second: await applyAgain(world) };
});

/** Calls of a run itself that changed something. */
const changesOf = ({ calls }: Ran): string[] =>
  calls
    .filter(({ operation, error }) => mutates(operation) && error === undefined)
    .map(({ operation }) => operation);

fault('two applies at once', async () => {
  deployed().merge(newBoth);
  let other: Promise<Ran> | undefined;
  aws.faults.add(
    { operation: 'CreateChangeSet' },
    {
      hook: () => {
        other = world.run('apply', '--yes');
      },
    },
  );
  const first = await world.run('apply', '--yes');
  const ran = await other;
  assert.ok(ran);
  expectRun(world, first, { code: 0 });
  expectRun(world, ran, { code: 1, codes: ['deploy/locked'] });
  assert.deepEqual(changesOf(ran), []);
  assert.match(ran.messages.join(), /@.* has been changing staging since/);
  assert.deepEqual(resultsOf(world), ['succeeded', 'succeeded']);
  return { ran: { ...ran, records: [] }, second: await applyAgain(world) };
});

/** Another run writes its own lock over that of this one, as after this one's expired. */
function takeLockAway(): void {
  const bucket = aws.state.s3.buckets.get(world.release().manifest.stateBucket ?? '');
  const held = bucket && currentOf(bucket, lockKey('staging'));
  if (!held) throw new Error('nobody holds the lock');
  const body = JSON.stringify({ ...JSON.parse(held.body.toString()), by: 'ada@laptop', token: '' });
  bucket.versions.push({ ...held, id: 'other', etag: '"other"', body: Buffer.from(body) });
}

fault('another run takes the lock over', async () => {
  deployed().merge(newBoth);
  aws.faults.add({ operation: 'UpdateService' }, { hook: takeLockAway });
  aws.faults.add({ operation: 'UpdateService' }, { delay: 3 * 60_000 });
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/lock-lost'], leavesLock: true });
  assert.match(ran.messages.join(), /ada@laptop/);
  assert.match(lockOf(world) ?? '', /ada@laptop/, 'the lock of the other stays');
  // Nothing is put back: the other run is at work.
  assert.deepEqual(servicesOf(world), {
    ...BEFORE,
    'mcp-server': 'shop-staging-mcp-server:2',
  });
  aws.clock.advance(20 * 60_000);
  return { ran, second: await applyAgain(world) };
});

/** Ctrl-C, told to nobody but what listens since the run began. */
function pressing(others: readonly unknown[]) {
  return () => {
    for (const listener of process.listeners('SIGINT')) {
      if (!others.includes(listener)) listener('SIGINT');
    }
  };
}

fault('somebody presses Ctrl-C', async () => {
  deployed().merge(newImages);
  const others = process.listeners('SIGINT');
  const hook = pressing(others);
  aws.faults.add({ operation: 'UpdateService' }, { hook });
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/interrupted'], record: 'failed' });
  assert.deepEqual(process.listeners('SIGINT'), others, 'nobody listens any more');
  return { ran, second: await applyAgain(world) };
});

fault('nobody is there to confirm', async () => {
  deployed().merge(newImages);
  const ran = await world.run('apply');
  expectRun(world, ran, { code: 2, codes: ['deploy/confirm'], record: 'none' });
  assert.deepEqual(mutationsOf(ran), []);
  return { ran, second: await applyAgain(world) };
});

holdCalls();
