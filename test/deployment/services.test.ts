import assert from 'node:assert/strict';
import { answerProbe } from '../scripted-aws/ready-account.ts';
import type { TaskOutcome } from '../scripted-aws/services/ecs/state.ts';
import type { Ran } from './deploy-world.ts';
import { newBoth, newImages, setStage } from './environments.ts';
import { applyAgain, expectInLine, expectRun, fault, holdCalls } from './fault-suite.ts';
import { servicesOf, stacksOf } from './what-stands.ts';

const { world, empty, deployed } = await setStage();
const { aws } = world;
const AGENT = 'agent';
const SERVER = 'mcp-server';
const BEFORE = { agent: 'shop-staging-agent:1', 'mcp-server': 'shop-staging-mcp-server:1' };
const AFTER = { agent: 'shop-staging-agent:2', 'mcp-server': 'shop-staging-mcp-server:2' };

/** What a run that failed has to leave: services and stacks as they were, all of it running. */
function expectPutBack(ran: Ran, codes: readonly string[]): void {
  expectRun(world, ran, { code: 1, codes, record: 'rolled-back' });
  assert.deepEqual(servicesOf(world), BEFORE);
  expectInLine(world);
  const [record] = ran.records;
  assert.ok((record?.failures ?? []).length > 0, 'the record says why');
}

/** The server's new tasks do this; those of the revision before are well. */
function onlyNewTasks(outcome: TaskOutcome): void {
  aws.state.ecs.outcomes.set(SERVER, outcome);
  const isOfServer = (input: object) => 'service' in input && input.service === 'mcp-server';
  const hook = () => aws.state.ecs.outcomes.delete(SERVER);
  aws.faults.add({ operation: 'UpdateService', when: isOfServer, nth: 2 }, { hook });
}

fault('neither the new tasks nor those of the revision before get healthy', async () => {
  deployed().merge(newImages);
  aws.state.ecs.outcomes.set(SERVER, { kind: 'undecided' });
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, {
    code: 1,
    codes: ['deploy/rollback', 'deploy/unhealthy'],
    record: 'failed',
  });
  return { ran, second: await second() };
});

async function second() {
  aws.state.ecs.outcomes.clear();
  aws.state.ecs.rollsBackSilently = false;
  aws.state.ecs.runOutcome = (task) => answerProbe(task, world.release());
  return applyAgain(world);
}

fault('the circuit breaker fires: an image can’t be pulled', async () => {
  deployed().merge(newImages);
  aws.state.ecs.outcomes.set(AGENT, {
    kind: 'stops',
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'CannotPullContainerError: pull image manifest has been retried 5 time(s)',
  });
  const ran = await world.run('apply', '--yes');
  expectPutBack(ran, ['deploy/service-failed', 'deploy/unhealthy']);
  assert.match(ran.messages.join('\n'), /CannotPullContainerError/);
  // The server had been changed before and worked; it goes back too.
  const services = ran.records[0]?.services.map(({ service, action }) => `${service} ${action}`);
  assert.deepEqual(services, ['agent update', 'mcp-server update']);
  return { ran, second: await second() };
});

fault('the circuit breaker fires after a stack was changed', async () => {
  deployed().merge(newBoth);
  aws.state.ecs.outcomes.set(AGENT, {
    kind: 'stops',
    exitCode: 1,
    lines: ['Error: MODEL_ID is not set'],
  });
  const ran = await world.run('apply', '--yes');
  expectPutBack(ran, ['deploy/service-failed', 'deploy/unhealthy']);
  assert.match(ran.excerpts.join('\n'), /MODEL_ID is not set/);
  assert.deepEqual(stacksOf(world), { network: 'CREATE_COMPLETE', platform: 'UPDATE_COMPLETE' });
  return { ran, second: await second() };
});

fault('the breaker rolled back while everything says complete', async () => {
  deployed().merge(newImages);
  aws.state.ecs.rollsBackSilently = true;
  aws.state.ecs.outcomes.set(AGENT, { kind: 'unhealthy', lines: ['listening on 3001'] });
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, record: 'rolled-back' });
  assert.deepEqual(servicesOf(world), BEFORE);
  return { ran, second: await second() };
});

fault('the breaker rolled back before anybody looked, and everything says complete', async () => {
  deployed().merge(newImages);
  aws.state.ecs.rollsBackSilently = true;
  aws.state.ecs.outcomes.set(AGENT, { kind: 'stops', exitCode: 1 });
  const isOfAgent = (input: object) => 'service' in input && input.service === AGENT;
  const lookLate = () => aws.faults.add({ operation: 'DescribeServices' }, { delay: 30 * 60_000 });
  aws.faults.add({ operation: 'UpdateService', when: isOfAgent }, { hook: lookLate });
  const ran = await world.run('apply', '--yes');
  expectPutBack(ran, ['deploy/unhealthy', 'deploy/wrong-revision']);
  return { ran, second: await second() };
});

fault('a task never gets healthy, and no breaker says so', async () => {
  deployed().merge(newImages);
  onlyNewTasks({ kind: 'undecided' });
  const began = aws.clock.now();
  const ran = await world.run('apply', '--yes');
  expectPutBack(ran, ['deploy/unhealthy']);
  assert.ok(aws.clock.now() - began < 3_600_000, 'there is an own deadline');
  return { ran, second: await second() };
});

fault('no task can be placed', async () => {
  deployed().merge(newImages);
  onlyNewTasks({ kind: 'unplaced' });
  const ran = await world.run('apply', '--yes');
  expectPutBack(ran, ['deploy/unhealthy']);
  assert.match(ran.messages.join('\n'), /Capacity is unavailable/);
  return { ran, second: await second() };
});

fault('the first deployment of a service fails', async () => {
  empty();
  aws.state.ecs.outcomes.set(AGENT, { kind: 'stops', exitCode: 137 });
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, record: 'rolled-back' });
  // Nothing ran before, so nothing is left running; stacks stay for the next apply.
  assert.deepEqual(servicesOf(world), {});
  assert.deepEqual(stacksOf(world), { network: 'CREATE_COMPLETE', platform: 'CREATE_COMPLETE' });
  return { ran, second: await second() };
});

fault('a service fails, with --no-rollback', async () => {
  deployed().merge(newImages);
  aws.state.ecs.outcomes.set(AGENT, { kind: 'stops', exitCode: 1 });
  const ran = await world.run('apply', '--yes', '--no-rollback');
  expectRun(world, ran, { code: 1, record: 'failed' });
  assert.equal(servicesOf(world)[SERVER], AFTER[SERVER]);
  return { ran, second: await second() };
});

fault('the tools are not those of the contract', async () => {
  deployed().merge(newImages);
  aws.state.ecs.runOutcome = (task) => answerProbe(task, world.release(), []);
  const ran = await world.run('apply', '--yes');
  expectPutBack(ran, ['deploy/contract']);
  return { ran, second: await second() };
});

fault('the probe’s task never ends', async () => {
  deployed().merge(newImages);
  aws.state.ecs.runOutcome = () => ({ hangs: true });
  const ran = await world.run('apply', '--yes');
  expectPutBack(ran, ['deploy/contract']);
  return { ran, second: await second() };
});

fault('AWS does not know a role yet that was just made', async () => {
  empty();
  aws.state.ecs.freshRoleFailures = 3;
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  return { ran, second: await second() };
});

holdCalls();
