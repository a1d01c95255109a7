import assert from 'node:assert/strict';
import { mutationsOf } from './deploy-world.ts';
import { express, setStage, withoutAgent } from './environments.ts';
import { applyAgain, expectRun, fault, holdCalls } from './fault-suite.ts';
import { editing, withChanges } from './reviewed-files.ts';
import { servicesOf, stacksOf } from './what-stands.ts';

const { world, deployed } = await setStage(express, {
  environment: 'dev',
  account: '111111111111',
});
const { aws } = world;

/** Buckets of the environment, the state's apart. */
const bucketsOf = () => [...aws.state.s3.buckets.keys()].filter((name) => !/-state-/.test(name));

const destroy = (...options: string[]) => world.run('destroy', '--confirm', 'dev', ...options);

function expectNothingLeft(): void {
  assert.deepEqual(servicesOf(world), {});
  assert.deepEqual(stacksOf(world), {});
  assert.deepEqual(bucketsOf(), []);
  assert.deepEqual(
    [...aws.state.ec2.securityGroups.values()].map(({ name }) => name),
    [],
  );
}

fault('destroy: all of it', async () => {
  deployed();
  const ran = await destroy('--delete-logs');
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  expectNothingLeft();
  assert.deepEqual([...aws.state.logs.groups.keys()], []);
  return { ran, outcome: 'nothing left', second: await applyAgain(world) };
});

fault('destroy: logs are kept, until they are to go too', async () => {
  deployed();
  const ran = await destroy();
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  expectNothingLeft();
  assert.ok(aws.state.logs.groups.size > 0);
  assert.match(ran.result.kept.join('\n'), /log group/);
  // Its stacks are gone; the logs are known by the files.
  const second = await destroy('--delete-logs');
  expectRun(world, second, { code: 0, record: 'succeeded' });
  assert.deepEqual([...aws.state.logs.groups.keys()], []);
  return { ran, outcome: 'the logs are left, and told', second };
});

fault('destroy: once more', async () => {
  deployed();
  await destroy();
  const ran = await destroy();
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  const changed = mutationsOf(ran).filter((one) => !/s3:(Put|Delete)Object$/.test(one));
  assert.deepEqual(changed, []);
  return { ran, outcome: 'nothing to do' };
});

fault('destroy: a resource of a stack can’t be deleted', async () => {
  deployed();
  aws.state.cloudFormation.failures.push({
    stack: 'shop-dev-network',
    logicalId: 'Vpc',
    on: 'DELETE',
    reason: 'The vpc has dependencies and cannot be deleted',
  });
  const ran = await destroy();
  expectRun(world, ran, { code: 1, codes: ['deploy/left'], record: 'failed' });
  assert.match(ran.messages.join(), /has dependencies/);
  // It went on past the failure: only the network is left.
  assert.deepEqual(servicesOf(world), {});
  assert.deepEqual(stacksOf(world), { network: 'DELETE_FAILED' });
  aws.state.cloudFormation.failures.splice(0);
  const second = await destroy();
  expectRun(world, second, { code: 0, record: 'succeeded' });
  expectNothingLeft();
  return { ran, second };
});

fault('destroy: the connection is cut for good midway', async () => {
  deployed();
  aws.faults.add({ operation: 'DeleteStack' }, { cut: 'after', stays: true });
  const ran = await destroy();
  expectRun(world, ran, { code: 1, codes: ['deploy/network'], leavesLock: true });
  aws.faults.clear();
  aws.clock.advance(16 * 60_000);
  const second = await destroy();
  expectRun(world, second, { code: 0, record: 'succeeded' });
  expectNothingLeft();
  return { ran, second };
});

fault('destroy: production', async () => {
  deployed().merge(
    withChanges(express, {
      'manifest.json': editing((manifest) => {
        manifest.tier = 'production';
      }),
    }),
  );
  const ran = await destroy();
  expectRun(world, ran, { code: 2, codes: ['deploy/production'], record: 'none' });
  assert.equal(ran.requests.length, 0);
  const second = await destroy('--allow-production');
  expectRun(world, second, { code: 0, record: 'succeeded' });
  expectNothingLeft();
  return { ran, second };
});

fault('destroy: the name is not the environment’s', async () => {
  deployed();
  const ran = await world.run('destroy', '--confirm', 'prod');
  expectRun(world, ran, { code: 2, codes: ['deploy/confirm'], record: 'none' });
  assert.deepEqual(mutationsOf(ran), []);
  return { ran };
});

fault('destroy: another run holds the lock', async () => {
  deployed();
  aws.faults.add({ operation: 'UpdateService' }, { cut: 'after', stays: true });
  world.merge(withoutAgent);
  await world.run('apply', '--yes', '--prune', ...LETS_GO);
  aws.faults.clear();
  const ran = await destroy();
  expectRun(world, ran, { code: 1, codes: ['deploy/locked'], record: 'none', leavesLock: true });
  aws.clock.advance(16 * 60_000);
  const second = await destroy();
  expectRun(world, second, { code: 0, record: 'succeeded' });
  expectNothingLeft();
  return { ran, second };
});

/** The logs of the agent leave its stack. They are retained, but nobody's then. */
const LETS_GO = ['AgentLogs', 'AgentServiceConnectLogs'].flatMap((id) => ['--allow-replace', id]);

fault('a service is no longer rendered', async () => {
  deployed().merge(withoutAgent);
  const ran = await world.run('apply', '--yes', ...LETS_GO);
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  assert.ok('agent' in servicesOf(world));
  assert.match(ran.lines.join('\n'), /agent.*--prune/);
  return { ran, outcome: 'it stays, and is told of', second: await applyAgain(world) };
});

fault('a service is no longer rendered, with --prune', async () => {
  deployed().merge(withoutAgent);
  const ran = await world.run('apply', '--yes', '--prune', ...LETS_GO);
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  assert.deepEqual(Object.keys(servicesOf(world)), ['mcp-server', 'ui']);
  return {
    ran,
    outcome: 'it is drained and deleted',
    second: await applyAgain(world, '--prune', ...LETS_GO),
  };
});

fault('the run is killed while it prunes', async () => {
  deployed().merge(withoutAgent);
  aws.faults.add({ operation: 'DeleteService' }, { cut: 'after', stays: true });
  const ran = await world.run('apply', '--yes', '--prune', ...LETS_GO);
  expectRun(world, ran, { code: 1, codes: ['deploy/network'], leavesLock: true });
  aws.faults.clear();
  aws.clock.advance(16 * 60_000);
  const second = await applyAgain(world, '--prune', ...LETS_GO);
  assert.deepEqual(Object.keys(servicesOf(world)), ['mcp-server', 'ui']);
  return { ran, second };
});

holdCalls();
