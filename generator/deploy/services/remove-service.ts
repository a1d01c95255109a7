import {
  DeregisterScalableTargetCommand,
  ObjectNotFoundException,
} from '@aws-sdk/client-application-auto-scaling';
import {
  DeleteExpressGatewayServiceCommand,
  DeleteServiceCommand,
  ResourceNotFoundException,
  ServiceNotActiveException,
  ServiceNotFoundException,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import { poll } from '../aws/poll.ts';
import type { Deployment } from '../deployment.ts';
import { readService } from './describe-services.ts';
import { isActive, isExpress, type LiveService } from './live-service.ts';
import { taskCount } from './read-scaling.ts';
import { waitGone } from './wait-gone.ts';

/** Milliseconds for tasks to leave by themselves; then the service is deleted with what still runs. */
const DRAIN_DEADLINE = 10 * 60_000;

/**
 * Takes a service away: no scaling, no tasks, no service. Continues where a run was cut; a service that
 * is gone is left out.
 *
 * @throws {Failure} `deploy/left` when it still drains at the deadline
 */
export async function removeService(
  deployment: Deployment,
  live: LiveService,
  cluster = clusterNameOf(live),
): Promise<void> {
  const { aws, progress } = deployment;
  const id = `service ${live.name}`;
  const { service } = live;
  if (!service) return;
  const serviceName = service.serviceName ?? live.name;
  const own = { isExpress: isExpress(live) };
  if (isActive(live)) {
    progress({ id, state: 'working', text: 'drains' });
    await (own.isExpress
      ? deleteExpress(aws, service.serviceArn ?? '')
      : drainAndDelete(deployment, cluster, serviceName));
  }
  progress({ id, state: 'working', text: 'is being deleted' });
  await waitGone(deployment, cluster, serviceName, own);
  progress({ id, state: 'done', text: 'deleted' });
}

const clusterNameOf = ({ service }: LiveService): string =>
  service?.clusterArn?.split('/').at(-1) ?? 'default';

async function drainAndDelete(
  { aws }: Deployment,
  cluster: string,
  serviceName: string,
): Promise<void> {
  await stopScaling(aws, cluster, serviceName);
  await unlessGone(() =>
    aws.ecs.send(new UpdateServiceCommand({ cluster, service: serviceName, desiredCount: 0 })),
  );
  await poll(aws.clock, aws.clock.now() + DRAIN_DEADLINE, async () => {
    const { service } = await readService(aws, cluster, serviceName);
    return (service?.runningCount ?? 0) + (service?.pendingCount ?? 0) === 0 || undefined;
  });
  await unlessGone(() =>
    aws.ecs.send(new DeleteServiceCommand({ cluster, service: serviceName, force: true })),
  );
}

const deleteExpress = (aws: Aws, serviceArn: string) =>
  unlessGone(() => aws.ecs.send(new DeleteExpressGatewayServiceCommand({ serviceArn })));

/** Takes scaling off a service, with all its policies. */
export async function stopScaling(aws: Aws, cluster: string, serviceName: string): Promise<void> {
  await unlessGone(() =>
    aws.scaling.send(new DeregisterScalableTargetCommand(taskCount(cluster, serviceName))),
  );
}

const GONE = [
  ObjectNotFoundException,
  ResourceNotFoundException,
  ServiceNotActiveException,
  ServiceNotFoundException,
];

async function unlessGone(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!GONE.some((Gone) => error instanceof Gone)) throw error;
  }
}
