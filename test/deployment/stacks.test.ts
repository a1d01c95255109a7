import assert from 'node:assert/strict';
import { CreateChangeSetCommand, ExecuteChangeSetCommand } from '@aws-sdk/client-cloudformation';
import { awsOf } from '../scripted-aws/scripted-aws.ts';
import { mutationsOf } from './deploy-world.ts';
import { newBoth, newParameter, setStage } from './environments.ts';
import { applyAgain, expectRun, fault, holdCalls } from './fault-suite.ts';
import { applyPlan } from './plan-file.ts';
import { type Files, replacing, withChanges } from './reviewed-files.ts';
import { servicesOf, stacksOf } from './what-stands.ts';

const { world, empty, deployed } = await setStage();
const { aws } = world;
const PLATFORM = 'shop-staging-platform';
const STEADY = { network: 'CREATE_COMPLETE', platform: 'CREATE_COMPLETE' };
const RUNNING = { agent: 'shop-staging-agent:1', 'mcp-server': 'shop-staging-mcp-server:1' };
const REASON = 'The service is not available in this account';

/** A resource of the platform's stack that fails, and which a change of its parameter touches. */
const fails = (on: 'CREATE' | 'UPDATE' | 'ROLLBACK') =>
  aws.state.cloudFormation.failures.push({
    stack: PLATFORM,
    logicalId: 'AgentLogs',
    on,
    reason: REASON,
  });
const mend = () => aws.state.cloudFormation.failures.splice(0);

fault('a change set fails to create', async () => {
  deployed().merge(newBoth);
  aws.state.cloudFormation.failingChangeSets.set(PLATFORM, REASON);
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/change-set'], record: 'rolled-back' });
  assert.ok(ran.messages.join().includes(REASON));
  assert.deepEqual(stacksOf(world), STEADY);
  assert.deepEqual(servicesOf(world), RUNNING);
  return { ran, second: await applyAgain(world) };
});

fault('a resource fails, and the first stack is rolled back', async () => {
  empty();
  fails('CREATE');
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/stack-failed'], record: 'rolled-back' });
  assert.ok(ran.messages.join().includes(REASON));
  assert.deepEqual(stacksOf(world), { ...STEADY, platform: 'ROLLBACK_COMPLETE' });
  mend();
  return { ran, second: await applyAgain(world) };
});

fault('a stack in ROLLBACK_COMPLETE, and nobody confirmed that it is made anew', async () => {
  empty();
  fails('CREATE');
  await world.run('apply', '--yes');
  mend();
  const ran = await applyPlan(world);
  expectRun(world, ran, { code: 1, codes: ['deploy/stack-state'], record: 'rolled-back' });
  assert.match(ran.hints.join(), /--yes.*aws cloudformation delete-stack/);
  assert.deepEqual(stacksOf(world), { ...STEADY, platform: 'ROLLBACK_COMPLETE' });
  return { ran, second: await applyAgain(world) };
});

fault('a resource fails, and the changed stack is rolled back', async () => {
  deployed().merge(newBoth);
  fails('UPDATE');
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/stack-failed'], record: 'rolled-back' });
  assert.ok(ran.messages.join().includes(REASON));
  assert.deepEqual(stacksOf(world), { ...STEADY, platform: 'UPDATE_ROLLBACK_COMPLETE' });
  assert.deepEqual(servicesOf(world), RUNNING);
  mend();
  return { ran, second: await applyAgain(world) };
});

/** Neither the change nor its way back works. */
async function getStuck() {
  deployed().merge(newBoth);
  fails('UPDATE');
  fails('ROLLBACK');
  const ran = await world.run('apply', '--yes');
  assert.deepEqual(stacksOf(world), { ...STEADY, platform: 'UPDATE_ROLLBACK_FAILED' });
  return ran;
}

fault('a stack gets into UPDATE_ROLLBACK_FAILED', async () => {
  const ran = await getStuck();
  expectRun(world, ran, { code: 1, codes: ['deploy/stack-failed'], record: 'rolled-back' });
  assert.deepEqual(servicesOf(world), RUNNING);
  mend();
  return { ran, second: await applyAgain(world) };
});

fault('a stack in UPDATE_ROLLBACK_FAILED, and nobody confirmed that it is mended', async () => {
  await getStuck();
  mend();
  const ran = await applyPlan(world);
  expectRun(world, ran, { code: 1, codes: ['deploy/stack-state'], record: 'rolled-back' });
  assert.match(ran.hints.join(), /--yes.*aws cloudformation continue-update-rollback/);
  return { ran, second: await applyAgain(world) };
});

fault('a stack in UPDATE_ROLLBACK_FAILED that still can’t be rolled back', async () => {
  await getStuck();
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/stack-state'], record: 'rolled-back' });
  assert.ok(ran.messages.join().includes(REASON));
  mend();
  return { ran, second: await applyAgain(world) };
});

/** What somebody else does to the platform's stack by hand. */
async function makeChangeSet(type: 'CREATE' | 'UPDATE', days: string, stack = PLATFORM) {
  const { cloudFormation } = awsOf(aws);
  const { texts } = world.release();
  const name = stack.replace('shop-staging-', '');
  const parameters = JSON.parse(texts.get(`stacks/${name}.parameters.json`) ?? '');
  await cloudFormation.send(
    new CreateChangeSetCommand({
      StackName: stack,
      ChangeSetName: 'by-hand',
      ChangeSetType: type,
      TemplateBody: texts.get(`stacks/${name}.yaml`),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Tags: [
        { Key: 'project', Value: 'shop' },
        { Key: 'environment', Value: 'staging' },
      ],
      Parameters: parameters.map(({ ParameterKey, ParameterValue }: Record<string, string>) =>
        ParameterKey === 'LogRetentionDays' || type === 'CREATE'
          ? {
              ParameterKey,
              ParameterValue: ParameterKey === 'LogRetentionDays' ? days : ParameterValue,
            }
          : { ParameterKey, UsePreviousValue: true },
      ),
    }),
  );
  await aws.clock.sleep(60_000);
  return () =>
    cloudFormation.send(
      new ExecuteChangeSetCommand({ StackName: stack, ChangeSetName: 'by-hand' }),
    );
}

fault('a stack in REVIEW_IN_PROGRESS, and nobody confirmed', async () => {
  empty();
  await makeChangeSet('CREATE', '30', 'shop-staging-network');
  assert.deepEqual(stacksOf(world), { network: 'REVIEW_IN_PROGRESS' });
  const ran = await applyPlan(world);
  expectRun(world, ran, { code: 1, codes: ['deploy/stack-state'], record: 'rolled-back' });
  return { ran, second: await applyAgain(world) };
});

fault('a stack that somebody else is changing, and nobody confirmed', async () => {
  deployed().merge(newParameter);
  const execute = await makeChangeSet('UPDATE', '90');
  await execute();
  assert.deepEqual(stacksOf(world), { ...STEADY, platform: 'UPDATE_IN_PROGRESS' });
  const ran = await applyPlan(world);
  expectRun(world, ran, { code: 1, codes: ['deploy/stack-state'], record: 'rolled-back' });
  return { ran, second: await applyAgain(world) };
});

fault('a stack that somebody else is changing is waited for', async () => {
  deployed().merge(newParameter);
  const execute = await makeChangeSet('UPDATE', '90');
  await execute();
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 0, record: 'succeeded' });
  return { ran, outcome: 'waits, then applies', second: await applyAgain(world) };
});

/** A log group is named otherwise, which makes another one of it. */
const otherName = replacing('agent/service-connect', 'agent/proxy');

const renamed: Files = withChanges(newBoth, {
  'stacks/platform.yaml': otherName,
  'service-connect/agent.json': otherName,
});

fault('data would be replaced', async () => {
  deployed().merge(renamed);
  const ran = await world.run('apply', '--yes');
  expectRun(world, ran, { code: 1, codes: ['deploy/replace'], record: 'none' });
  assert.match(ran.hints.join(), /--allow-replace AgentServiceConnectLogs/);
  assert.ok(!mutationsOf(ran).includes('cloudformation:ExecuteChangeSet'));
  assert.deepEqual(servicesOf(world), RUNNING);
  return { ran, second: await applyAgain(world, '--allow-replace', 'AgentServiceConnectLogs') };
});

fault('a service fails after data was replaced, so that its stack can’t be put back', async () => {
  deployed().merge(renamed);
  aws.state.ecs.outcomes.set('agent', { kind: 'stops', exitCode: 1 });
  const ran = await world.run('apply', '--yes', '--allow-replace', 'AgentServiceConnectLogs');
  expectRun(world, ran, { code: 1, record: 'failed' });
  assert.ok(ran.codes.includes('deploy/rollback') && ran.codes.includes('deploy/service-failed'));
  assert.match(ran.messages.join(), /AgentServiceConnectLogs/);
  assert.deepEqual(servicesOf(world), RUNNING);
  aws.state.ecs.outcomes.clear();
  return { ran, second: await applyAgain(world) };
});

holdCalls();
