import type { Container, Task } from '@aws-sdk/client-ecs';
import type { World } from '../../world.ts';
import { writeLog } from '../logs.ts';
import { findTaskDefinition } from './find.ts';
import type { LiveTask, TaskOutcome } from './state.ts';

interface Wanted {
  readonly cluster: string;
  readonly taskDefinition: string;
  readonly group: string;
  readonly startedBy?: string;
  readonly service?: string;
  readonly deployment?: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Service Connect puts a container of its own beside the others. */
  readonly hasProxy: boolean;
  readonly more?: Pick<Task, 'overrides' | 'tags'>;
}

/** A task that has just been asked for. */
export function makeTask(wanted: Wanted, world: World): LiveTask {
  const id = world.unique(32);
  const taskArn = world.arn('ecs', `task/${wanted.cluster}/${id}`);
  const definition = findTaskDefinition(world, wanted.taskDefinition)?.definition;
  const containers = (definition?.containerDefinitions ?? []).map(
    ({ name = '', image = '' }): Container => ({
      containerArn: world.arn('ecs', `container/${wanted.cluster}/${id}/${world.unique(12)}`),
      taskArn,
      name,
      image,
      ...(image.includes('@') && { imageDigest: image.split('@')[1] ?? '' }),
      lastStatus: 'PENDING',
      healthStatus: 'UNKNOWN',
      networkInterfaces: [],
    }),
  );
  const proxy: Container = {
    taskArn,
    name: `ecs-service-connect-${world.unique(5)}`,
    lastStatus: 'PENDING',
    healthStatus: 'UNKNOWN',
    networkInterfaces: [],
  };
  const task: LiveTask = {
    cluster: wanted.cluster,
    ...(wanted.service !== undefined && { service: wanted.service }),
    ...(wanted.deployment !== undefined && { deployment: wanted.deployment }),
    value: {
      taskArn,
      clusterArn: world.arn('ecs', `cluster/${wanted.cluster}`),
      taskDefinitionArn: definition?.taskDefinitionArn ?? '',
      group: wanted.group,
      ...(wanted.startedBy !== undefined && { startedBy: wanted.startedBy }),
      launchType: 'FARGATE',
      desiredStatus: 'RUNNING',
      lastStatus: 'PROVISIONING',
      healthStatus: 'UNKNOWN',
      connectivity: 'CONNECTED',
      containers: wanted.hasProxy ? [...containers, proxy] : containers,
      attachments: [attach(wanted, world)],
      createdAt: world.now(),
      ...(definition?.cpu !== undefined && { cpu: definition.cpu }),
      ...(definition?.memory !== undefined && { memory: definition.memory }),
      ...wanted.more,
    },
  };
  world.state.ecs.tasks.push(task);
  return task;
}

/** A task's network interface, which keeps security groups and subnets from being deleted. */
function attach({ subnets, securityGroups }: Wanted, world: World) {
  const id = `eni-${world.unique(17)}`;
  const count = world.state.ecs.tasks.length;
  const address = `10.0.${Math.floor(count / 250)}.${(count % 250) + 4}`;
  const subnetId = subnets[count % Math.max(1, subnets.length)] ?? '';
  world.state.ec2.interfaces.set(id, { id, groups: securityGroups, subnetId, address });
  const details = { subnetId, networkInterfaceId: id, privateIPv4Address: address };
  return {
    id: world.unique(32),
    type: 'ElasticNetworkInterface',
    status: 'ATTACHED',
    details: Object.entries(details).map(([name, value]) => ({ name, value })),
  };
}

export const isStopped = ({ value }: LiveTask): boolean => value.lastStatus === 'STOPPED';

/** The task and its containers run. Without a health check its health stays unknown. */
export function run({ value }: LiveTask, world: World): void {
  value.lastStatus = 'RUNNING';
  value.startedAt = world.now();
  for (const container of value.containers ?? []) container.lastStatus = 'RUNNING';
}

/** What the health checks of its containers say. */
export function judge(task: LiveTask, status: 'HEALTHY' | 'UNHEALTHY', world: World): void {
  const { containerDefinitions = [] } =
    findTaskDefinition(world, task.value.taskDefinitionArn)?.definition ?? {};
  const checked = new Set(
    containerDefinitions.filter(({ healthCheck }) => healthCheck).map(({ name }) => name),
  );
  for (const container of task.value.containers ?? []) {
    const isProxy = container.name?.startsWith('ecs-service-connect-');
    if (checked.has(container.name)) container.healthStatus = status;
    else if (isProxy) container.healthStatus = 'HEALTHY';
  }
  if (checked.size > 0) task.value.healthStatus = status;
}

/** The task ends. */
export function stop(
  task: LiveTask,
  world: World,
  { stopCode, stoppedReason, exitCode, containerReason }: Omit<TaskOutcome, 'kind'>,
): void {
  const { value } = task;
  if (isStopped(task)) return;
  Object.assign(value, {
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    stopCode: stopCode ?? 'ServiceSchedulerInitiated',
    stoppedReason: stoppedReason ?? '',
    stoppingAt: world.now(),
    stoppedAt: world.now(),
  });
  for (const [index, container] of (value.containers ?? []).entries()) {
    container.lastStatus = 'STOPPED';
    if (index > 0) continue;
    if (exitCode !== undefined) container.exitCode = exitCode;
    if (containerReason !== undefined) container.reason = containerReason;
  }
  for (const { details = [] } of value.attachments ?? []) {
    const id = details.find(({ name }) => name === 'networkInterfaceId')?.value ?? '';
    world.state.ec2.interfaces.delete(id);
  }
}

/** The first container writes lines where its log configuration says. */
export function writeLines({ value }: LiveTask, lines: readonly string[], world: World): void {
  const { containerDefinitions: [container] = [] } =
    findTaskDefinition(world, value.taskDefinitionArn)?.definition ?? {};
  const options = container?.logConfiguration?.options ?? {};
  const stream = [
    options['awslogs-stream-prefix'],
    container?.name,
    value.taskArn.split('/').at(-1),
  ];
  for (const line of lines) writeLog(world, options['awslogs-group'] ?? '', stream.join('/'), line);
}
