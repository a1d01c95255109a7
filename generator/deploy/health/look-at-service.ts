import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  type DesiredStatus,
  paginateListTasks,
  type Service,
  type Task,
} from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';

/** A service in ECS, by its names there. */
export interface ServiceName {
  readonly cluster: string;
  readonly serviceName: string;
}

/** What ECS says of a service at one moment; no service where it knows of none. */
export interface ServiceLook {
  readonly service: Service | undefined;
  /** Tasks that should run, in whatever state they are. */
  readonly tasks: readonly Task[];
}

export async function lookAtService(aws: Aws, name: ServiceName): Promise<ServiceLook> {
  const { cluster, serviceName } = name;
  const described = await aws.ecs.send(
    new DescribeServicesCommand({ cluster, services: [serviceName] }),
  );
  const service = described.services?.[0];
  const isThere = service !== undefined && service.status !== 'INACTIVE';
  return { service, tasks: isThere ? await readTasks(aws, name, 'RUNNING') : [] };
}

/** DescribeTasks takes no more at once. */
const TASKS_AT_ONCE = 100;

/** Tasks of a service. Stopped ones are known for an hour at least (ECS, DescribeTasks). */
export async function readTasks(
  aws: Aws,
  { cluster, serviceName }: ServiceName,
  desiredStatus: DesiredStatus,
): Promise<Task[]> {
  const arns: string[] = [];
  const input = { cluster, serviceName, desiredStatus };
  for await (const page of paginateListTasks({ client: aws.ecs }, input)) {
    arns.push(...(page.taskArns ?? []));
  }
  const found: Task[] = [];
  for (let at = 0; at < arns.length; at += TASKS_AT_ONCE) {
    const tasks = arns.slice(at, at + TASKS_AT_ONCE);
    const described = await aws.ecs.send(new DescribeTasksCommand({ cluster, tasks }));
    found.push(...(described.tasks ?? []));
  }
  return found;
}
