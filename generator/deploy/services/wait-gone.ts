import { poll } from '../aws/poll.ts';
import type { Deployment } from '../deployment.ts';
import { failed } from '../fail.ts';
import { readService } from './describe-services.ts';

/** Milliseconds: connections drain for up to 5 minutes, a task stops for up to 2, and ECS needs its time. */
const PLAIN_DEADLINE = 15 * 60_000;

/** Milliseconds: ECS takes a load balancer, certificates and groups down as well. */
const EXPRESS_DEADLINE = 45 * 60_000;

/**
 * Waits until a service that is being deleted is gone, and with it the hold on its name.
 *
 * @throws {Failure} `deploy/left` when it takes too long
 */
export async function waitGone(
  { aws }: Deployment,
  cluster: string,
  serviceName: string,
  { isExpress = false } = {},
): Promise<void> {
  const deadline = aws.clock.now() + (isExpress ? EXPRESS_DEADLINE : PLAIN_DEADLINE);
  const gone = await poll(aws.clock, deadline, async () => {
    const { service } = await readService(aws, cluster, serviceName);
    return service ? undefined : true;
  });
  if (gone) return;
  throw failed(
    'deploy/left',
    `the service ${serviceName} still drains, ${isExpress ? 45 : 15} minutes after it was deleted`,
    `see what holds it: \`aws ecs describe-services --cluster ${cluster} --services ${serviceName} --query 'services[].events[:5]'\`; then run the command again`,
  );
}
