import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Deployment, Service, Task } from '@aws-sdk/client-ecs';
import type { HealthTarget } from './health-target.ts';
import { judge } from './judge.ts';

const OLD = 'arn:aws:ecs:us-west-2:111111111111:task-definition/shop-dev-search:6';
const NEW = 'arn:aws:ecs:us-west-2:111111111111:task-definition/shop-dev-search:7';
const healthCheck = { command: ['CMD', 'true'] };

const target: HealthTarget = {
  service: 'search',
  cluster: 'shop-dev',
  serviceName: 'search',
  taskDefinition: NEW,
  before: OLD,
  task: { family: 'shop-dev-search', containerDefinitions: [{ name: 'main', healthCheck }] },
  desired: 2,
};
const fresh = { seen: false, settled: false };
const seen = { seen: true, settled: true };

const primary = (more: Partial<Deployment> = {}): Deployment => ({
  id: 'ecs-svc/2',
  status: 'PRIMARY',
  taskDefinition: NEW,
  rolloutState: 'COMPLETED',
  desiredCount: 2,
  runningCount: 2,
  pendingCount: 0,
  ...more,
});
const older: Deployment = {
  id: 'ecs-svc/1',
  status: 'ACTIVE',
  taskDefinition: OLD,
  rolloutState: 'COMPLETED',
  runningCount: 1,
};
const service = (deployments: Deployment[], more: Partial<Service> = {}): Service => ({
  status: 'ACTIVE',
  desiredCount: 2,
  deployments,
  ...more,
});
const task = (more: Partial<Task> = {}): Task => ({
  taskDefinitionArn: NEW,
  lastStatus: 'RUNNING',
  healthStatus: 'HEALTHY',
  ...more,
});
const both = [task(), task()];

test('it is healthy when all of its tasks are, of the right revision and no other', () => {
  const verdict = judge({ service: service([primary()]), tasks: both }, target, fresh);
  assert.deepEqual(verdict, { state: 'healthy', text: '2 of 2 healthy' });
});

test('each condition alone keeps it waiting', () => {
  const waits: readonly (readonly [string, Service, readonly Task[]])[] = [
    ['rolling', service([primary({ rolloutState: 'IN_PROGRESS' })]), both],
    ['one runs', service([primary({ runningCount: 1 })]), both],
    ['older left', service([primary(), older]), both],
    ['older task', service([primary()]), [...both, task({ taskDefinitionArn: OLD })]],
    ['unknown health', service([primary()]), [task(), task({ healthStatus: 'UNKNOWN' })]],
    ['unhealthy', service([primary()]), [task(), task({ healthStatus: 'UNHEALTHY' })]],
    ['starting', service([primary()]), [task(), task({ lastStatus: 'PENDING' })]],
    ['too few', service([primary()]), [task()]],
    ['scaled out', service([primary()], { desiredCount: 3 }), both],
  ];
  for (const [name, one, tasks] of waits) {
    assert.equal(judge({ service: one, tasks }, target, seen).state, 'waiting', name);
  }
});

test('the count is the one that ECS wants now, as scaling may own it', () => {
  const three = service([primary({ runningCount: 3 })], { desiredCount: 3 });
  assert.equal(judge({ service: three, tasks: [...both, task()] }, target, seen).state, 'healthy');
  const none = service([primary({ runningCount: 0 })], { desiredCount: 0 });
  assert.equal(judge({ service: none, tasks: [] }, target, seen).state, 'healthy');
});

test('a container without a health check counts when it runs', () => {
  const plain = { ...target, task: { family: 'f', containerDefinitions: [{ name: 'main' }] } };
  const unknown = [task({ healthStatus: 'UNKNOWN' }), task({ healthStatus: 'UNKNOWN' })];
  assert.equal(
    judge({ service: service([primary()]), tasks: unknown }, plain, seen).state,
    'healthy',
  );
  assert.equal(
    judge({ service: service([primary()]), tasks: unknown }, target, seen).state,
    'waiting',
  );
});

test('what people watch tells running, starting and leaving tasks', () => {
  const one = service([
    primary({ rolloutState: 'IN_PROGRESS', runningCount: 1, pendingCount: 1 }),
    older,
  ]);
  const tasks = [task({ healthStatus: 'UNKNOWN' }), task({ taskDefinitionArn: OLD })];
  assert.deepEqual(judge({ service: one, tasks }, target, seen), {
    state: 'waiting',
    text: '0 of 2 healthy, 1 running, 1 starting, 1 of the earlier revision left',
  });
});

const codeOf = (verdict: ReturnType<typeof judge>) =>
  verdict.state === 'failed' ? verdict.code : verdict.state;

test('a deployment that the circuit breaker gave up fails at once, rolled back or not', () => {
  const failed = primary({
    rolloutState: 'FAILED',
    rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
    failedTasks: 3,
  });
  const verdict = judge({ service: service([failed]), tasks: [] }, target, fresh);
  assert.equal(codeOf(verdict), 'deploy/service-failed');
  assert.match(verdict.state === 'failed' ? verdict.message : '', /3 failed tasks: ECS deployment/);
  const back = primary({ id: 'ecs-svc/3', taskDefinition: OLD, rolloutState: 'IN_PROGRESS' });
  const rolledBack = service([back, { ...failed, status: 'ACTIVE' }]);
  assert.equal(
    codeOf(judge({ service: rolledBack, tasks: [] }, target, fresh)),
    'deploy/service-failed',
  );
});

test('an earlier failure of the same revision is not held against a new deployment', () => {
  const failedBefore = primary({ id: 'ecs-svc/1', status: 'ACTIVE', rolloutState: 'FAILED' });
  const again = service([primary({ rolloutState: 'IN_PROGRESS' }), failedBefore]);
  assert.equal(judge({ service: again, tasks: [] }, target, fresh).state, 'waiting');
  const named = { ...target, deployment: 'ecs-svc/2' };
  assert.equal(judge({ service: again, tasks: [] }, named, fresh).state, 'waiting');
});

test('another revision though ECS says completed is a failure, unless the answer may be an old one', () => {
  const look = { service: service([primary({ taskDefinition: OLD })]), tasks: both };
  assert.equal(
    codeOf(judge(look, target, { seen: true, settled: false })),
    'deploy/wrong-revision',
  );
  assert.equal(
    codeOf(judge(look, target, { seen: false, settled: true })),
    'deploy/wrong-revision',
  );
  assert.equal(codeOf(judge(look, target, fresh)), 'waiting');
});

test('going back to another revision fails once the intended one was seen', () => {
  const back = primary({ taskDefinition: OLD, rolloutState: 'IN_PROGRESS' });
  const look = { service: service([back]), tasks: [] };
  assert.equal(codeOf(judge(look, target, seen)), 'deploy/service-failed');
  assert.equal(codeOf(judge(look, target, { seen: false, settled: true })), 'waiting');
});

test('the deployment before, of the same revision, is not taken for this one', () => {
  const named = { ...target, deployment: 'ecs-svc/3' };
  const look = { service: service([primary()]), tasks: both };
  assert.equal(judge(look, named, fresh).state, 'waiting');
  assert.equal(judge(look, named, { seen: false, settled: true }).state, 'healthy');
  assert.equal(judge(look, { ...named, deployment: 'ecs-svc/2' }, fresh).state, 'healthy');
});

test('a service that is gone or going fails once the answer can’t be an old one', () => {
  for (const status of [undefined, 'INACTIVE', 'DRAINING']) {
    const look = { service: status ? service([], { status }) : undefined, tasks: [] };
    assert.equal(codeOf(judge(look, target, fresh)), 'waiting');
    assert.equal(codeOf(judge(look, target, seen)), 'deploy/service-failed');
  }
});
