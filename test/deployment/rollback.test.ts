import assert from 'node:assert/strict';
import { mutationsOf } from './deploy-world.ts';
import { newBoth, newImages, newParameter, setStage, small } from './environments.ts';
import { applyAgain, expectInLine, expectRun, fault, holdCalls } from './fault-suite.ts';
import { recordsOf, servicesOf } from './what-stands.ts';

const { world, empty, deployed } = await setStage();
const { aws } = world;
const FIRST = { agent: 'shop-staging-agent:1', 'mcp-server': 'shop-staging-mcp-server:1' };
const SECOND = { agent: 'shop-staging-agent:2', 'mcp-server': 'shop-staging-mcp-server:2' };

const daysOf = () =>
  aws.state.cloudFormation.stacks
    .find(({ name }) => name === 'shop-staging-platform')
    ?.content?.parameters.find(({ ParameterKey }) => ParameterKey === 'LogRetentionDays')
    ?.ParameterValue;

fault('rollback: to the deployment before', async () => {
  deployed().merge(newBoth);
  await world.run('apply', '--yes');
  assert.deepEqual([servicesOf(world), daysOf()], [SECOND, '60']);
  const ran = await world.run('rollback', '--yes');
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  // The revisions of then, not new ones of the same text.
  assert.deepEqual([servicesOf(world), daysOf()], [FIRST, '30']);
  expectInLine(world);
  assert.equal(recordsOf(world).at(-1)?.restores, 1);
  return { ran, second: await applyAgain(world) };
});

fault('rollback: what was rolled back is not applied twice', async () => {
  deployed().merge(newImages);
  await world.run('apply', '--yes');
  await world.run('rollback', '--yes');
  const ran = await world.run('rollback', '--to', '1', '--yes');
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  assert.ok(!mutationsOf(ran).some((one) => one.startsWith('ecs:')));
  assert.deepEqual(servicesOf(world), FIRST);
  return { ran, second: await applyAgain(world) };
});

fault('rollback: --to an older deployment', async () => {
  deployed().merge(newImages);
  await world.run('apply', '--yes');
  world.merge(newBoth);
  await world.run('apply', '--yes');
  const ran = await world.run('rollback', '--to', '1', '--yes');
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  assert.deepEqual([servicesOf(world), daysOf()], [FIRST, '30']);
  return { ran, second: await applyAgain(world) };
});

fault('rollback: after an apply that failed and was not put back', async () => {
  deployed().merge(newImages);
  aws.state.ecs.outcomes.set('agent', { kind: 'stops', exitCode: 1 });
  await world.run('apply', '--yes', '--no-rollback');
  aws.state.ecs.outcomes.clear();
  assert.equal(servicesOf(world)['mcp-server'], SECOND['mcp-server']);
  const ran = await world.run('rollback', '--yes');
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  assert.deepEqual(servicesOf(world), FIRST);
  return { ran, second: await applyAgain(world) };
});

fault('rollback: to a deployment that failed', async () => {
  deployed().merge(newImages);
  aws.state.ecs.outcomes.set('agent', { kind: 'stops', exitCode: 1 });
  await world.run('apply', '--yes');
  aws.state.ecs.outcomes.clear();
  const ran = await world.run('rollback', '--to', '2', '--yes');
  expectRun(world, ran, { code: 2, codes: ['deploy/record'], record: 'none' });
  assert.deepEqual(mutationsOf(ran), []);
  return { ran, second: await applyAgain(world) };
});

fault('rollback: there is nothing before', async () => {
  deployed();
  const ran = await world.run('rollback', '--yes');
  expectRun(world, ran, { code: 2, codes: ['deploy/record'], record: 'none' });
  assert.deepEqual(mutationsOf(ran), []);
  return { ran, second: await applyAgain(world) };
});

fault('rollback: nothing was ever deployed', async () => {
  empty();
  const ran = await world.run('rollback', '--yes');
  expectRun(world, ran, { code: 2, codes: ['deploy/record'], record: 'none' });
  return { ran, second: await applyAgain(world) };
});

fault('rollback: the revision of then is no longer there', async () => {
  deployed().merge(newImages);
  await world.run('apply', '--yes');
  for (const one of aws.state.ecs.taskDefinitions.get('shop-staging-agent')?.slice(0, 1) ?? []) {
    Object.assign(one.definition, { status: 'INACTIVE' });
  }
  const ran = await world.run('rollback', '--yes');
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  // Its files are kept, so that it can be registered anew.
  assert.deepEqual(servicesOf(world), { ...FIRST, agent: 'shop-staging-agent:3' });
  return { ran, second: await applyAgain(world) };
});

fault('rollback: it fails too, and what ran is put back', async () => {
  deployed().merge(newImages);
  await world.run('apply', '--yes');
  aws.state.ecs.outcomes.set('agent', { kind: 'stops', exitCode: 1 });
  const ran = await world.run('rollback', '--yes');
  expectRun(world, ran, { code: 1, record: 'rolled-back' });
  assert.deepEqual(servicesOf(world), SECOND);
  aws.state.ecs.outcomes.clear();
  return { ran, second: await applyAgain(world) };
});

fault('rollback: the connection is cut for good while a service goes back', async () => {
  deployed().merge(newImages);
  await world.run('apply', '--yes');
  aws.faults.add({ operation: 'UpdateService' }, { cut: 'after', stays: true });
  const ran = await world.run('rollback', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/network'], leavesLock: true });
  aws.faults.clear();
  aws.clock.advance(16 * 60_000);
  const again = await world.run('rollback', '--to', '1', '--yes');
  expectRun(world, again, { code: 0, record: 'succeeded' });
  assert.deepEqual(servicesOf(world), FIRST);
  return { ran, second: await applyAgain(world) };
});

fault('a parameter goes back by an apply of the files before', async () => {
  deployed().merge(newParameter);
  await world.run('apply', '--yes');
  world.merge(small);
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  assert.equal(daysOf(), '30');
  return { ran, second: await applyAgain(world) };
});

holdCalls();
