import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateServiceCommand,
  DeleteServiceCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { Failure } from '../../diagnostics.ts';
import { awaitHealthy } from './await-healthy.ts';
import { deadlineOf } from './deadline.ts';
import { CLUSTER, NAME, startService } from './test-support/start-service.ts';

const failureOf = async (work: Promise<unknown>): Promise<Failure> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it did not fail');
};
const codesOf = ({ diagnostics }: Failure) => diagnostics.map(({ code }) => code);

test('what runs already is healthy at the first look, by calls that only look', async (t) => {
  const { deployment, target, aws, calls } = await startService(t);
  const [began, made] = [aws.clock.now(), calls.length];
  const healthy = await awaitHealthy(deployment, target);
  assert.equal(healthy.running, 2);
  assert.equal(healthy.tasks.length, 2);
  assert.equal(healthy.taskDefinition, target.taskDefinition);
  assert.equal(aws.clock.now(), began);
  assert.deepEqual(
    calls.slice(made).map(({ operation }) => operation),
    ['DescribeServices', 'ListTasks', 'DescribeTasks'],
  );
});

test('a deployment is waited for until nothing of the earlier revision is left', async (t) => {
  const { deployment, update, events } = await startService(t);
  const target = await update();
  const healthy = await awaitHealthy(deployment, target);
  assert.equal(healthy.deployment, target.deployment);
  const revisions = new Set(healthy.tasks.map(({ taskDefinitionArn }) => taskDefinitionArn));
  assert.deepEqual([...revisions], [target.taskDefinition]);
  const own = events.filter(({ id }) => id === `service ${NAME}`);
  assert.match(own[0]?.text ?? '', /^0 of 2 healthy, 2 starting, 2 of the earlier revision left$/);
  assert.deepEqual(own.at(-1), { id: `service ${NAME}`, state: 'done', text: '2 of 2 healthy' });
});

test('each event of the service is told once', async (t) => {
  const { deployment, update, events } = await startService(t);
  await awaitHealthy(deployment, await update());
  const told = events.filter(({ id }) => id === `service ${NAME} events`);
  const texts = told.map(({ text }) => text);
  assert.ok(texts.some((text) => text.includes('has started 2 tasks')));
  assert.ok(texts.at(-1)?.includes('steady state'));
  assert.equal(new Set(texts).size, texts.length);
  assert.equal(told[0]?.parent, `service ${NAME}`);
});

test('the circuit breaker fires: the stopped tasks’ reason, the cause and what to do are told', async (t) => {
  const { deployment, update, scripted, target: running } = await startService(t);
  scripted.state.ecs.outcomes.set(NAME, {
    kind: 'stops',
    stopCode: 'TaskFailedToStart',
    stoppedReason:
      'CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref x@sha256:0a: not found.',
  });
  const failure = await failureOf(awaitHealthy(deployment, await update()));
  assert.equal(failure.exitCode, 1);
  assert.deepEqual(codesOf(failure), ['deploy/service-failed', 'deploy/unhealthy']);
  const [gaveUp, stopped] = failure.diagnostics;
  assert.match(gaveUp?.message ?? '', /circuit breaker/);
  assert.match(stopped?.message ?? '', /3 tasks of mcp-server stopped.*not in the registry/);
  assert.match(stopped?.hint ?? '', /aws ecr describe-images/);
  // It went back by itself, and that is healthy.
  assert.equal((await awaitHealthy(deployment, running)).taskDefinition, running.taskDefinition);
});

test('a breaker that rolled back while everything says completed is the wrong revision', async (t) => {
  const { deployment, update, scripted, aws } = await startService(t);
  scripted.state.ecs.rollsBackSilently = true;
  scripted.state.ecs.outcomes.set(NAME, { kind: 'stops', exitCode: 1 });
  const target = await update();
  await aws.clock.sleep(3_600_000);
  const { deployment: _unknown, ...unnamed } = target;
  for (const one of [target, unnamed]) {
    const failure = await failureOf(awaitHealthy(deployment, one));
    assert.equal(failure.diagnostics[0]?.code, 'deploy/wrong-revision');
    assert.match(failure.diagnostics[0]?.message ?? '', /runs shop-dev-mcp-server:1 and not .*:2/);
  }
});

test('a service that goes back while it is watched fails at once, with what ECS says of it', async (t) => {
  const { deployment, update, scripted, aws } = await startService(t);
  const target = await update();
  const back = scripted.state.ecs.services.find(({ name }) => name === NAME);
  const record = back?.history.at(-1);
  assert.ok(back && record);
  const began = aws.clock.now();
  // As ECS shows it once it has begun to go back and no longer names what failed.
  scripted.clock.after(5_000, () => {
    record.status = 'ROLLBACK_IN_PROGRESS';
    record.rollback = { reason: 'the breaker’s threshold was exceeded' };
    back.deployments = back.deployments.slice(1);
    for (const { value } of back.deployments) {
      Object.assign(value, { status: 'PRIMARY', rolloutState: 'IN_PROGRESS' });
    }
  });
  const failure = await failureOf(awaitHealthy(deployment, target));
  assert.ok(aws.clock.now() - began < 30_000);
  assert.equal(failure.diagnostics[0]?.code, 'deploy/service-failed');
  assert.match(
    failure.diagnostics[0]?.message ?? '',
    /puts mcp-server back to .*:1; the breaker’s/,
  );
});

test('a failing health check shows the end of the log, without what sounds like a secret', async (t) => {
  const { deployment, update, scripted } = await startService(t);
  const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
  scripted.state.ecs.outcomes.set(NAME, {
    kind: 'unhealthy',
    lines: [...lines, 'token=abc123 refused', '\u001b[31mcatalog cannot be read'],
  });
  const { diagnostics } = await failureOf(awaitHealthy(deployment, await update()));
  const stopped = diagnostics.find(({ message }) => /health check fails/.test(message));
  assert.equal(stopped?.excerpt?.length, 20);
  assert.deepEqual(stopped?.excerpt?.slice(-2), [
    'token=(hidden) refused',
    'U+001B[31mcatalog cannot be read',
  ]);
});

test('a task whose health never becomes known ends at our own deadline, not at ECS’s', async (t) => {
  const { deployment, update, scripted, aws, describe, events } = await startService(t);
  scripted.state.ecs.outcomes.set(NAME, { kind: 'undecided', lines: [] });
  const target = await update();
  const began = aws.clock.now();
  const failure = await failureOf(awaitHealthy(deployment, target));
  const limit = deadlineOf(target.task, (await describe()) ?? {});
  assert.equal(aws.clock.now() - began, limit);
  assert.deepEqual(codesOf(failure), ['deploy/unhealthy', 'deploy/unhealthy']);
  assert.match(failure.diagnostics[0]?.message ?? '', /not healthy after \d+ minutes: 0 of 2/);
  assert.match(failure.diagnostics[1]?.message ?? '', /2 of 2 running tasks .* health check/);
  assert.equal(events.at(-1)?.state, 'failed');
});

test('a task that can’t be placed is told by the service’s events', async (t) => {
  const { deployment, update, scripted, events } = await startService(t);
  scripted.state.ecs.outcomes.set(NAME, { kind: 'unplaced' });
  const target = await update();
  const failure = await failureOf(awaitHealthy(deployment, target, { timeout: 180_000 }));
  assert.equal(failure.diagnostics.length, 2);
  assert.match(failure.diagnostics[1]?.message ?? '', /no Fargate capacity/);
  assert.ok(events.some(({ state, text }) => state === 'warned' && /unable to place/.test(text)));
});

test('a first deployment that fails is not waited for, though it never goes back', async (t) => {
  const { deployment, target, scripted, aws, describe } = await startService(t);
  const service = await describe();
  await aws.ecs.send(new DeleteServiceCommand({ cluster: CLUSTER, service: NAME, force: true }));
  await aws.clock.sleep(60_000);
  scripted.state.ecs.outcomes.set(NAME, { kind: 'stops', exitCode: 1, lines: ['no such bucket'] });
  await aws.ecs.send(
    new CreateServiceCommand({
      cluster: CLUSTER,
      serviceName: NAME,
      taskDefinition: target.taskDefinition,
      desiredCount: 2,
      deploymentConfiguration: service?.deploymentConfiguration,
      networkConfiguration: service?.networkConfiguration,
    }),
  );
  const { before: _none, ...fresh } = { ...target, since: aws.clock.now() };
  const failure = await failureOf(awaitHealthy(deployment, fresh));
  assert.deepEqual(codesOf(failure), ['deploy/service-failed', 'deploy/unhealthy']);
  assert.deepEqual(failure.diagnostics[1]?.excerpt, ['no such bucket']);
});

test('a service that is deleted meanwhile, or is not there, fails', async (t) => {
  const { deployment, target, aws } = await startService(t);
  await aws.ecs.send(
    new UpdateServiceCommand({ cluster: CLUSTER, service: NAME, desiredCount: 0 }),
  );
  await aws.ecs.send(new DeleteServiceCommand({ cluster: CLUSTER, service: NAME }));
  const gone = await failureOf(awaitHealthy(deployment, target));
  assert.equal(gone.diagnostics[0]?.code, 'deploy/service-failed');
  const absent = { ...target, service: 'nobody', serviceName: 'nobody' };
  const missing = await failureOf(awaitHealthy(deployment, absent));
  assert.match(missing.diagnostics[0]?.message ?? '', /nobody does not exist in the cluster/);
});

test('what can’t be read does not hide the failure', async (t) => {
  const { deployment, update, scripted } = await startService(t);
  scripted.state.ecs.outcomes.set(NAME, { kind: 'stops', exitCode: 1 });
  const denied = { error: { code: 'AccessDeniedException', message: 'not for you' } };
  scripted.faults.add({ service: 'logs', times: 100 }, denied);
  scripted.faults.add({ operation: 'ListServiceDeployments', times: 100 }, denied);
  const failure = await failureOf(awaitHealthy(deployment, await update()));
  assert.deepEqual(
    failure.diagnostics.map(({ severity, code }) => [severity, code]),
    [
      ['error', 'deploy/service-failed'],
      ['error', 'deploy/unhealthy'],
      ['warning', 'deploy/unhealthy'],
    ],
  );
  assert.match(failure.diagnostics[2]?.message ?? '', /its log can’t be read: AccessDenied/);
});

test('an Express service is done after its canary', async (t) => {
  const { deployment, target, update, aws } = await startService(t, 'ui');
  await awaitHealthy(deployment, target);
  const began = aws.clock.now();
  const healthy = await awaitHealthy(deployment, await update());
  assert.equal(healthy.running, 1);
  assert.ok(aws.clock.now() - began > 360_000);
});
