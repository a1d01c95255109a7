import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Strikes } from '../scripted-aws/faults.ts';
import { mutationsOf } from './deploy-world.ts';
import { newBoth, newImages, setStage } from './environments.ts';
import { applyAgain, expectInLine, expectRun, fault, holdCalls } from './fault-suite.ts';
import { editing, withChanges } from './reviewed-files.ts';
import { servicesOf } from './what-stands.ts';

const { world, empty, deployed } = await setStage();
const { aws } = world;

/** Each service says in its own words that it is asked too often. */
const THROTTLES = {
  cloudformation: { code: 'Throttling', status: 400 },
  ec2: { code: 'RequestLimitExceeded', status: 503 },
  s3: { code: 'SlowDown', status: 503 },
  sts: { code: 'Throttling', status: 400 },
} as const;
const THROTTLED = { code: 'ThrottlingException', status: 400 };
const OTHERS = ['ecs', 'ecr', 'logs', 'application-autoscaling', 'servicequotas', 'bedrock'];

/** Throttles the requests that a strike fits, whatever the service. */
function throttle(strikes: Omit<Strikes, 'service'>): void {
  const times = Number.POSITIVE_INFINITY;
  const kinds = [
    ...Object.entries(THROTTLES),
    ...OTHERS.map((service) => [service, THROTTLED] as const),
  ];
  for (const [service, error] of kinds) {
    aws.faults.add(
      { ...strikes, service, times },
      { error: { ...error, message: 'Rate exceeded' } },
    );
  }
}

fault('the first attempt of every call is throttled', async () => {
  empty();
  throttle({ attempt: 1 });
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  expectInLine(world);
  return { ran, second: await applyAgain(world) };
});

fault('every attempt of a call is throttled', async () => {
  deployed().merge(newImages);
  throttle({ operation: 'RegisterTaskDefinition' });
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/aws'], record: 'rolled-back' });
  assert.match(ran.hints.join(), /throttled/);
  return { ran, second: await applyAgain(world) };
});

fault('every attempt of every call is throttled', async () => {
  deployed().merge(newImages);
  throttle({});
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, record: 'none' });
  assert.deepEqual(mutationsOf(ran), []);
  return { ran, second: await applyAgain(world) };
});

const EXPIRED = {
  error: { code: 'ExpiredTokenException', message: 'The security token is expired', status: 403 },
};

fault('the credentials expire midway', async () => {
  deployed().merge(newBoth);
  aws.faults.add({ operation: 'UpdateService', times: 1 }, EXPIRED);
  aws.faults.add({ operation: 'UpdateService' }, { hook: () => expireAll() });
  const expireAll = () => aws.faults.add({ times: Number.POSITIVE_INFINITY }, EXPIRED);
  const ran = await world.run('apply', '--yes');
  // Without credentials the lock can't be given back; it frees itself.
  expectRun(world, ran, {
    code: 1,
    codes: ['deploy/credentials'],
    record: 'running',
    leavesLock: true,
  });
  assert.match(ran.hints.join(), /run the same command again/);
  aws.faults.clear();
  aws.clock.advance(16 * 60_000);
  return { ran, second: await applyAgain(world) };
});

fault('the credentials are of another account', async () => {
  deployed().merge(newImages);
  const { lookups } = aws.state;
  const { caller } = lookups;
  lookups.caller = { account: '999999999999', arn: 'arn:aws:sts::999999999999:assumed-role/x/y' };
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/account'], record: 'none' });
  assert.deepEqual(mutationsOf(ran), []);
  lookups.caller = caller;
  return { ran, second: await applyAgain(world) };
});

fault('the state bucket is gone', async () => {
  deployed().merge(newImages);
  const { buckets } = aws.state.s3;
  const name = world.release().manifest.stateBucket ?? '';
  const bucket = buckets.get(name);
  buckets.delete(name);
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/state-bucket'], record: 'none' });
  assert.deepEqual(mutationsOf(ran), []);
  if (bucket) buckets.set(name, bucket);
  return { ran, second: await applyAgain(world) };
});

fault('a rendered file is not what its manifest says', async () => {
  deployed().merge(newImages);
  const file = join(world.root, 'environments/staging/rendered/services/agent.json');
  writeFileSync(file, '{}');
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 2, codes: ['deploy/manifest'], record: 'none' });
  assert.equal(ran.requests.length, 0);
  world.merge(newImages);
  return { ran, second: await applyAgain(world) };
});

const SECRET = 'arn:aws:secretsmanager:us-west-2:222222222222:secret:shop-token-AbCdEf';

const withSecret = withChanges(newImages, {
  'task-definitions/agent.json': editing((task) => {
    task.containerDefinitions[0].secrets = [{ name: 'TOKEN', valueFrom: SECRET }];
  }),
});

fault('an image and a secret are missing', async () => {
  deployed().merge(withSecret);
  const before = servicesOf(world);
  aws.state.ecr.repositories.clear();
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/prerequisite'], record: 'none' });
  // All that is missing is told at once.
  const told = ran.messages.join('\n');
  for (const missing of ['shop/mcp-server', 'shop/agent', 'shop-token']) {
    assert.ok(told.includes(missing), `${missing} in ${told}`);
  }
  assert.deepEqual(servicesOf(world), before);
  world.merge(withSecret);
  aws.state.lookups.secrets.set(SECRET, {});
  return { ran, second: await applyAgain(world) };
});

fault('a role may not do what is asked for', async () => {
  deployed().merge(newImages);
  aws.faults.add(
    { operation: 'UpdateService' },
    { error: { code: 'AccessDeniedException', message: 'not authorized', status: 400 } },
  );
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/denied'], record: 'rolled-back' });
  return { ran, second: await applyAgain(world) };
});

holdCalls();
