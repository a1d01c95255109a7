import type { World } from '../../world.ts';
import { addRecord, addRevision, describe, digits, threshold } from './deployment-records.ts';
import { tellEvent } from './service-events.ts';
import type { LiveDeployment, LiveService, LiveTask, TaskOutcome } from './state.ts';
import { isStopped, judge, makeTask, run, stop, writeLines } from './tasks.ts';

/** Milliseconds from asking for a task until it runs, from there until its health is known, and so on. */
const UNTIL_RUNNING = 20_000;
const UNTIL_HEALTH = 15_000;
const UNTIL_UNHEALTHY = 45_000;
const UNTIL_REPLACED = 5_000;
/** An Express service shifts traffic in two steps of three minutes. */
const CANARY_BAKE = 360_000;
const PLACEMENT_RETRY = 60_000;

const HEALTHY: TaskOutcome = { kind: 'healthy' };

/** Begins to replace a service's tasks by new ones of its settings. */
export function startDeployment(
  service: LiveService,
  world: World,
  undoes?: LiveDeployment,
): LiveDeployment {
  const { settings } = service;
  const { outcomes } = world.state.ecs;
  const id = `ecs-svc/${digits(19, world)}`;
  for (const { value } of service.deployments) value.status = 'ACTIVE';
  const revisionArn = addRevision(service, world);
  const deployment: LiveDeployment = {
    id,
    revisionArn,
    outcome: undoes ? HEALTHY : (outcomes.get(service.name) ?? HEALTHY),
    settings,
    isRollback: undoes !== undefined,
    failures: 0,
    value: describe(id, service, world, undoes),
    record: undoes?.record ?? addRecord(service, revisionArn, world),
  };
  service.deployments.unshift(deployment);
  const count = settings.desiredCount;
  if (count > 0) tellEvent(service, world, `has started ${count} tasks`);
  for (let index = 0; index < count; index++) launch(service, deployment, world);
  if (count === 0) world.clock.after(UNTIL_REPLACED, () => settle(service, deployment, world));
  return deployment;
}

/** Asks for one more task of a deployment. */
export function launch(service: LiveService, deployment: LiveDeployment, world: World): void {
  const isCurrent = () =>
    service.deployments.includes(deployment) && deployment.value.rolloutState !== 'FAILED';
  const { outcome } = deployment;
  if (!isCurrent()) return;
  if (outcome.kind === 'unplaced') {
    failToPlace(service, deployment, world);
    return;
  }
  const task = makeTask(taskOf(service, deployment), world);
  world.clock.after(UNTIL_RUNNING, () => {
    if (isStopped(task)) return undefined;
    if (outcome.kind === 'stops') return fail(service, deployment, task, world);
    run(task, world);
    if (outcome.kind === 'unhealthy') {
      return world.clock.after(UNTIL_UNHEALTHY, () => fail(service, deployment, task, world));
    }
    if (outcome.kind === 'undecided') return undefined;
    return world.clock.after(UNTIL_HEALTH, () => {
      if (isStopped(task)) return;
      judge(task, 'HEALTHY', world);
      settle(service, deployment, world);
    });
  });
}

function taskOf(service: LiveService, { id, settings }: LiveDeployment) {
  const network = settings.networkConfiguration?.awsvpcConfiguration;
  return {
    cluster: service.cluster,
    taskDefinition: settings.taskDefinition,
    group: `service:${service.name}`,
    startedBy: id,
    service: service.name,
    deployment: id,
    subnets: network?.subnets ?? [],
    securityGroups: network?.securityGroups ?? [],
    hasProxy: settings.serviceConnectConfiguration?.enabled ?? false,
  };
}

function failToPlace(service: LiveService, deployment: LiveDeployment, world: World): void {
  const reason =
    deployment.outcome.stoppedReason ??
    'Capacity is unavailable at this time. Please try again later or in a different availability zone';
  tellEvent(service, world, `was unable to place a task. Reason: ${reason}.`);
  world.clock.after(PLACEMENT_RETRY, () => launch(service, deployment, world));
}

/** A task of a deployment did not hold: it is counted and replaced, or the breaker opens. */
function fail(
  service: LiveService,
  deployment: LiveDeployment,
  task: LiveTask,
  world: World,
): void {
  if (isStopped(task)) return;
  const { outcome } = deployment;
  const id = task.value.taskArn.split('/').at(-1);
  writeLines(task, outcome.lines ?? [], world);
  if (outcome.kind === 'unhealthy') {
    judge(task, 'UNHEALTHY', world);
    tellEvent(service, world, `(task ${id}) failed container health checks.`);
    stop(task, world, { stoppedReason: 'Task failed container health checks', ...outcome });
  } else {
    const stoppedReason = 'Essential container in task exited';
    stop(task, world, { stopCode: 'EssentialContainerExited', stoppedReason, ...outcome });
  }
  deployment.failures++;
  const { deploymentCircuitBreaker: breaker } = deployment.record;
  if (breaker) breaker.failureCount = deployment.failures;
  const settings = deployment.settings.deploymentConfiguration?.deploymentCircuitBreaker;
  if (settings?.enable && deployment.failures >= threshold(service)) {
    trip(service, deployment, settings.rollback === true, world);
  } else world.clock.after(UNTIL_REPLACED, () => launch(service, deployment, world));
}

/** The circuit breaker: without an earlier deployment that completed there is nothing to go back to. */
function trip(service: LiveService, failed: LiveDeployment, rollback: boolean, world: World): void {
  const { value, record, id } = failed;
  if (value.rolloutState === 'FAILED') return;
  value.rolloutState = 'FAILED';
  value.rolloutStateReason = 'ECS deployment circuit breaker: tasks failed to start.';
  if (record.deploymentCircuitBreaker) record.deploymentCircuitBreaker.status = 'TRIGGERED';
  tellEvent(service, world, `(deployment ${id}) deployment failed: tasks failed to start.`);
  stopTasks(service, failed, world);
  const { lastGood } = service;
  if (!rollback || !lastGood) {
    record.status = rollback ? 'ROLLBACK_FAILED' : 'STOPPED';
    record.finishedAt = world.now();
    return;
  }
  record.status = 'ROLLBACK_IN_PROGRESS';
  const { desiredCount } = service.settings;
  service.settings = { ...lastGood.settings, desiredCount };
  tellEvent(
    service,
    world,
    `(deployment ${id}) rolling back to deployment ${lastGood.deployment}.`,
  );
  const back = startDeployment(service, world, failed);
  record.rollback = {
    reason: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
    startedAt: world.now(),
    serviceRevisionArn: back.revisionArn,
  };
}

export function stopTasks(service: LiveService, { id }: LiveDeployment, world: World): void {
  for (const task of world.state.ecs.tasks.filter((one) => one.deployment === id)) {
    stop(task, world, {
      stoppedReason: `Scaling activity initiated by (deployment ${service.deployments[0]?.id})`,
    });
  }
}

/** When all of its tasks are well, a deployment is done and the others end. */
function settle(service: LiveService, deployment: LiveDeployment, world: World): void {
  const tasks = world.state.ecs.tasks.filter(
    (one) => one.deployment === deployment.id && one.value.lastStatus === 'RUNNING',
  );
  const isBusy =
    service.deployments[0] !== deployment ||
    deployment.value.rolloutState !== 'IN_PROGRESS' ||
    tasks.length < service.settings.desiredCount;
  if (isBusy || service.status !== 'ACTIVE') return;
  const end = () => {
    if (service.deployments[0] === deployment) complete(service, deployment, world);
  };
  if (service.express) world.clock.after(CANARY_BAKE, end);
  else end();
}

function complete(service: LiveService, deployment: LiveDeployment, world: World): void {
  const { value, record, id, isRollback, settings } = deployment;
  if (value.rolloutState !== 'IN_PROGRESS') return;
  const isSilent = isRollback && world.state.ecs.rollsBackSilently;
  value.rolloutState = 'COMPLETED';
  value.updatedAt = world.now();
  if (!isRollback || isSilent) value.rolloutStateReason = `ECS deployment ${id} completed.`;
  record.status = isRollback ? 'ROLLBACK_SUCCESSFUL' : 'SUCCESSFUL';
  record.finishedAt = world.now();
  if (isSilent) service.history.splice(service.history.indexOf(record), 1);
  for (const other of service.deployments.slice(1)) stopTasks(service, other, world);
  service.deployments = [deployment];
  service.lastGood = { deployment: id, settings };
  tellEvent(service, world, `(deployment ${id}) deployment completed.`);
  tellEvent(service, world, 'has reached a steady state.');
}
