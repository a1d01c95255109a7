import assert from 'node:assert/strict';
import { mutationsOf } from './deploy-world.ts';
import { express, newPage, setStage } from './environments.ts';
import { applyAgain, expectInLine, expectRun, fault, holdCalls } from './fault-suite.ts';
import { servicesOf } from './what-stands.ts';

const { world, empty, deployed } = await setStage(express, {
  environment: 'dev',
  account: '111111111111',
});
const { aws } = world;

/** The page's services that are there. */
const pages = () =>
  aws.state.ecs.services.filter(({ name, status }) => name === 'ui' && status !== 'INACTIVE');

function expectConnected(revision: string): void {
  const [page, ...others] = pages();
  assert.deepEqual(others, [], 'there is one page');
  assert.equal(servicesOf(world).ui, `shop-dev-ui:${revision}`);
  assert.equal(page?.settings.serviceConnectConfiguration?.enabled, true);
  expectInLine(world);
}

/** What the run did to the page. */
const steps = (ran: Parameters<typeof mutationsOf>[0]) =>
  mutationsOf(ran).filter((one) => /Express|UpdateService/.test(one));

fault('Express: made, then given Service Connect', async () => {
  empty();
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  assert.deepEqual(steps(ran), ['ecs:CreateExpressGatewayService', 'ecs:UpdateService']);
  expectConnected('1');
  return { ran, second: await applyAgain(world) };
});

fault(
  'Express: the run is killed once the page is made, before it has Service Connect',
  async () => {
    empty();
    aws.faults.add({ operation: 'CreateExpressGatewayService' }, { cut: 'after', stays: true });
    const ran = await world.run('apply', '--yes');
    expectRun(world, ran, { code: 1, codes: ['deploy/network'], leavesLock: true });
    aws.faults.clear();
    aws.clock.advance(3_600_000);
    assert.equal(pages()[0]?.settings.serviceConnectConfiguration?.enabled ?? false, false);
    const second = await applyAgain(world);
    expectConnected('1');
    return { ran, second };
  },
);

fault('Express: the answer to its creation is lost', async () => {
  empty();
  aws.faults.add({ operation: 'CreateExpressGatewayService' }, { cut: 'after' });
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  expectConnected('1');
  return { ran, second: await applyAgain(world) };
});

for (const forgets of [false, true]) {
  fault(`Express: an update ${forgets ? 'takes' : 'leaves'} Service Connect`, async () => {
    deployed().merge(newPage);
    aws.state.ecs.expressForgetsServiceConnect = forgets;
    const ran = await world.run('apply', '--yes');
    expectRun(world, ran, { code: 0, record: 'succeeded' });
    assert.deepEqual(steps(ran), [
      'ecs:UpdateExpressGatewayService',
      ...(forgets ? ['ecs:UpdateService'] : []),
    ]);
    expectConnected('2');
    return { ran, second: await applyAgain(world) };
  });
}

fault('Express: the run is killed between the two steps of an update', async () => {
  deployed().merge(newPage);
  aws.state.ecs.expressForgetsServiceConnect = true;
  aws.faults.add({ operation: 'UpdateExpressGatewayService' }, { cut: 'after', stays: true });
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/network'], leavesLock: true });
  aws.faults.clear();
  aws.clock.advance(3_600_000);
  const second = await applyAgain(world);
  expectConnected('2');
  return { ran, second };
});

fault('Express: the new page fails, and AWS rolls it back', async () => {
  deployed().merge(newPage);
  aws.state.ecs.expressForgetsServiceConnect = true;
  aws.state.ecs.outcomes.set('ui', { kind: 'stops', exitCode: 1 });
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, record: 'rolled-back' });
  assert.deepEqual(ran.codes, ['deploy/service-failed', 'deploy/unhealthy']);
  assert.match(ran.messages.join('\n'), /exited with code 1/);
  expectConnected('1');
  aws.state.ecs.outcomes.clear();
  const second = await applyAgain(world);
  expectConnected('2');
  return { ran, second };
});

fault('Express: the first page fails', async () => {
  empty();
  aws.state.ecs.outcomes.set('ui', { kind: 'stops', exitCode: 1 });
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, record: 'rolled-back' });
  assert.match(ran.messages.join('\n'), /exited with code 1/);
  assert.deepEqual(servicesOf(world), {});
  aws.state.ecs.outcomes.clear();
  const second = await applyAgain(world);
  expectConnected('1');
  return { ran, second };
});

holdCalls();
