import assert from 'node:assert/strict';
import { mutationsOf } from './deploy-world.ts';
import { express, setStage, withoutAgent } from './environments.ts';
import { applyAgain, expectInLine, expectRun, fault } from './fault-suite.ts';
import { stacksOf } from './what-stands.ts';

const { world, deployed } = await setStage(express, {
  environment: 'dev',
  account: '111111111111',
});
const { aws } = world;

/** What a run writes that only takes the lock and gives it back. */
const ONLY_LOCK = ['s3:PutObject', 's3:DeleteObject'];

const catalog = (): string => {
  const name = [...aws.state.s3.buckets.keys()].find((one) => one.includes('-catalog-'));
  assert.ok(name);
  return name;
};

fault('the logs of a destroyed environment are left', async () => {
  deployed();
  await world.run('destroy', '--confirm', 'dev');
  const left = [...aws.state.logs.groups.keys()].sort();
  assert.ok(left.length > 0);
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/prerequisite'], record: 'none' });
  assert.deepEqual(mutationsOf(ran), ONLY_LOCK);
  assert.deepEqual(stacksOf(world), {});
  assert.deepEqual(namedIn(ran.hints), left);
  assert.match(ran.hints.join('\n'), /generator destroy dev --delete-logs/);
  const dry = await world.run('apply', '--dry-run');
  assert.deepEqual([dry.code, mutationsOf(dry)], [1, []]);
  for (const name of left) aws.state.logs.groups.delete(name);
  return { ran, second: await applyAgain(world) };
});

fault('the logs of a destroyed environment go by a second destroy', async () => {
  deployed();
  await world.run('destroy', '--confirm', 'dev');
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/prerequisite'], record: 'none' });
  await world.run('destroy', '--confirm', 'dev', '--delete-logs');
  return { ran, second: await applyAgain(world) };
});

fault('a bucket of a destroyed environment is left', async () => {
  deployed();
  const name = catalog();
  const bucket = aws.state.s3.buckets.get(name);
  assert.ok(bucket);
  await world.run('destroy', '--confirm', 'dev', '--delete-logs');
  aws.state.s3.buckets.set(name, bucket);
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/prerequisite'], record: 'none' });
  assert.deepEqual(mutationsOf(ran), ONLY_LOCK);
  assert.match(ran.hints.join('\n'), new RegExp(`delete-bucket .*--bucket ${name}`));
  aws.state.s3.buckets.delete(name);
  return { ran, second: await applyAgain(world) };
});

fault('a service comes back whose logs are left', async () => {
  deployed().merge(withoutAgent);
  const allowed = ['AgentLogs', 'AgentServiceConnectLogs'];
  const options = allowed.flatMap((id) => ['--allow-replace', id]);
  await world.run('apply', '--yes', '--prune', ...options);
  world.merge(express);
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/prerequisite'], record: 'none' });
  assert.deepEqual(mutationsOf(ran), ONLY_LOCK);
  const left = namedIn(ran.hints);
  assert.equal(left.length, allowed.length);
  assert.ok(left.every((name) => name.startsWith('/ecs/shop-dev/agent')));
  // The others of the environment are in use.
  assert.doesNotMatch(ran.hints.join('\n'), /generator destroy/);
  for (const name of left) aws.state.logs.groups.delete(name);
  return { ran, second: await applyAgain(world) };
});

fault('a first apply that was cut makes its stacks to the end', async () => {
  deployed();
  await world.run('destroy', '--confirm', 'dev', '--delete-logs');
  aws.faults.add({ operation: 'ExecuteChangeSet' }, { cut: 'after', stays: true });
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/network'], leavesLock: true });
  aws.clock.advance(16 * 60_000);
  const second = await applyAgain(world);
  expectInLine(world);
  return { ran, second };
});

/** Log groups that commands name. */
function namedIn(hints: readonly string[]): string[] {
  return hints
    .flatMap((hint) => hint.match(/delete-log-group .*--log-group-name ([^`]+)`/)?.[1] ?? [])
    .sort();
}
