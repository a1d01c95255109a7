import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '@aws-sdk/client-ecs';
import type { HealthTarget } from './health-target.ts';
import { failedTasks, groupStopped, whatAwsSays } from './stopped-tasks.ts';

const BEGAN = Date.UTC(2026, 10, 25, 12);
const target: HealthTarget = {
  service: 'search',
  cluster: 'shop-dev',
  serviceName: 'search',
  taskDefinition: 'arn:td:7',
  task: { family: 'f', containerDefinitions: [{ name: 'main' }] },
  desired: 2,
  deployment: 'ecs-svc/2',
  since: BEGAN,
};
const task = (name: string, more: Partial<Task> = {}): Task => ({
  taskArn: `arn:aws:ecs:us-west-2:111111111111:task/shop-dev/${name}`,
  taskDefinitionArn: 'arn:td:7',
  startedBy: 'ecs-svc/2',
  createdAt: new Date(BEGAN + 1_000),
  stoppedAt: new Date(BEGAN + 60_000),
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  containers: [{ name: 'main', exitCode: 1 }],
  ...more,
});

test('only tasks of the deployment that did not stop in the ordinary way count, the last first', () => {
  const first = task('first');
  const last = task('last', { stoppedAt: new Date(BEGAN + 90_000) });
  const others = [
    task('revision', { taskDefinitionArn: 'arn:td:6' }),
    task('deployment', { startedBy: 'ecs-svc/1' }),
    task('older', { createdAt: new Date(BEGAN - 600_000) }),
    task('replaced', {
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/2)',
    }),
  ];
  assert.deepEqual(failedTasks([first, ...others, last], target), [last, first]);
});

test('tasks that stopped for the same cause are told together, with the log of the last', () => {
  const pull = { containers: [], stopCode: 'TaskFailedToStart' as const };
  const tasks = [
    task('a'),
    task('b'),
    task('c', { ...pull, stoppedReason: 'CannotPullContainerError: x: not found' }),
    task('d', { ...pull, stoppedReason: 'CannotPullContainerError: y: not found' }),
    task('e', { containers: [], stoppedReason: 'Something that nobody knows' }),
  ];
  const groups = groupStopped(tasks, ({ taskArn = '' }) => (taskArn.endsWith('a') ? ['boom'] : []));
  assert.deepEqual(
    groups.map(({ cause, tasks: members, lines }) => [cause?.id, members.length, lines]),
    [
      ['crashed', 2, ['boom']],
      ['image-missing', 2, []],
      [undefined, 1, []],
    ],
  );
});

test('what AWS says is one sentence of the task and its containers, without secrets', () => {
  assert.equal(
    whatAwsSays(
      task('a', {
        containers: [{ name: 'main', exitCode: 137, reason: 'OutOfMemoryError: Container killed' }],
      }),
    ),
    'Essential container in task exited; main exited with code 137: OutOfMemoryError: Container killed',
  );
  const leaking = { stoppedReason: 'could not use postgres://app:pa55@db/x', containers: [] };
  assert.doesNotMatch(whatAwsSays(task('a', leaking)), /pa55/);
});
