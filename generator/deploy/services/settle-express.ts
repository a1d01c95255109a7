import { ListServiceDeploymentsCommand, type ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import { poll } from '../aws/poll.ts';
import type { Deployment } from '../deployment.ts';
import { failed } from '../fail.ts';
import { readService } from './describe-services.ts';
import { isActive, type LiveService, primaryOf, runningRevision } from './live-service.ts';

/** Milliseconds. A first creation takes 10 to 25 minutes, a canary at least 6 besides its tasks' start. */
const DEADLINE = 45 * 60_000;

/** Milliseconds in which a deployment that was asked for shows at the latest. */
const SHOWS_WITHIN = 60_000;

const UNDER_WAY: ServiceDeploymentStatus[] = [
  'PENDING',
  'IN_PROGRESS',
  'STOP_REQUESTED',
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
];

/**
 * Waits until an Express service deploys nothing any more and runs a revision. Only then it takes
 * another change.
 *
 * @throws {Failure} `deploy/service-failed` when ECS gives up or goes back to another revision, or it
 *   takes too long
 */
export async function settleExpress(
  { aws, progress }: Deployment,
  { cluster, serviceName, name }: { cluster: string; serviceName: string; name: string },
  taskDefinition: string,
): Promise<LiveService> {
  const fail = (what: string) =>
    failed(
      'deploy/service-failed',
      `the Express service ${serviceName} ${what}`,
      `see its events: \`aws ecs describe-services --cluster ${cluster} --services ${serviceName} --query 'services[].events[:10]'\``,
    );
  let quietSince: number | undefined;
  const settled = await poll(aws.clock, aws.clock.now() + DEADLINE, async () => {
    const live = await readService(aws, cluster, name, serviceName);
    if (!isActive(live) || statusOf(live) === 'DRAINING') throw fail('is gone or being deleted');
    progress({ id: `service ${name}`, state: 'working', text: describe(live) });
    if (await isUnderWay(aws, cluster, live)) {
      quietSince = undefined;
      return undefined;
    }
    const trouble = troubleOf(live, taskDefinition);
    if (!trouble) return live;
    // What was asked for may not show yet.
    quietSince ??= aws.clock.now();
    if (aws.clock.now() - quietSince < SHOWS_WITHIN) return undefined;
    throw fail(trouble);
  });
  if (!settled) throw fail('did not settle within 45 minutes');
  return settled;
}

/** What is wrong with a service that deploys nothing any more. */
function troubleOf(live: LiveService, taskDefinition: string): string | undefined {
  const { rolloutState, rolloutStateReason = 'its deployment failed' } = primaryOf(live) ?? {};
  if (rolloutState === 'FAILED') return `was given up: ${rolloutStateReason}`;
  const running = runningRevision(live);
  if (running === taskDefinition) return undefined;
  return `runs ${revisionOf(running)} and not ${revisionOf(taskDefinition)}: ECS rolled it back`;
}

async function isUnderWay(
  aws: Deployment['aws'],
  cluster: string,
  live: LiveService,
): Promise<boolean> {
  const { desiredCount = 0, runningCount = 0, serviceArn } = live.service ?? {};
  const { rolloutState } = primaryOf(live) ?? {};
  if (rolloutState === 'FAILED') return false;
  if (statusOf(live) !== 'ACTIVE' || runningCount < desiredCount) return true;
  if (rolloutState === 'IN_PROGRESS') return true;
  let nextToken: string | undefined;
  do {
    const page = await aws.ecs.send(
      new ListServiceDeploymentsCommand({
        cluster,
        service: serviceArn,
        status: UNDER_WAY,
        ...(nextToken && { nextToken }),
      }),
    );
    if (page.serviceDeployments?.length) return true;
    nextToken = page.nextToken;
  } while (nextToken);
  return false;
}

const statusOf = ({ express }: LiveService) => express?.status?.statusCode;

const describe = ({ service, express }: LiveService): string =>
  `Express: ${service?.runningCount ?? 0} of ${service?.desiredCount ?? 0} tasks run${
    express?.status?.statusReason ? `; ${express.status.statusReason}` : ''
  }`;

const revisionOf = (arn: string | undefined) => arn?.split('/').at(-1) ?? 'nothing';
