import { nameOf } from '../aws/error-facts.ts';
import { type Live, readLive } from '../plan/read-live.ts';
import { expressOf, withScheme } from '../services/applied-service.ts';
import { type LiveService, primaryOf } from '../services/live-service.ts';
import type { Session } from '../session.ts';
import { readHolder } from '../state/lock.ts';
import type { DeploymentRecord } from '../state/record.ts';
import { readRecords } from '../state/records.ts';

export interface ServiceStatus {
  readonly service: string;
  /** As ECS says it, or `missing`. */
  readonly status: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** Family and number of the revision that its tasks are started from. */
  readonly revision?: string;
  /** Commit whose files made that revision run, where a record says so. */
  readonly commit?: string;
  readonly deployment?: string;
  readonly health: 'healthy' | 'deploying' | 'degraded' | 'missing' | 'not deployed';
  /** Address from outside the VPC. */
  readonly endpoint?: string;
  /** Whether it serves tools that are held to a contract. */
  readonly hasContract: boolean;
  /** The latest thing that ECS said about it, when it is not healthy. */
  readonly event?: string;
}

export interface EnvironmentStatus {
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  readonly stacks: readonly { readonly stack: string; readonly status: string }[];
  readonly services: readonly ServiceStatus[];
  /** The last run that changed something or tried to. */
  readonly last?: DeploymentRecord;
  /** Who is changing it now. */
  readonly lockedBy?: string;
}

/** How far back a revision's commit is looked for. */
const RECORDS_READ = 50;

/** Reads what is deployed and which commit it comes from. Changes nothing. */
export async function readStatus(session: Session): Promise<EnvironmentStatus> {
  const { deployment } = session;
  const { release } = deployment;
  const [live, records, lockedBy] = await Promise.all([
    readLive(deployment),
    readHistory(session, RECORDS_READ),
    readLockHolder(session),
  ]);
  const { environment, manifest } = release;
  return {
    environment,
    account: manifest.account ?? '',
    region: manifest.region,
    stacks: live.stacks.map(({ name, status = 'missing' }) => ({ stack: name, status })),
    services: statusOfServices(session, live, records),
    ...(records[0] && { last: records[0] }),
    ...(lockedBy && { lockedBy }),
  };
}

/** An account whose bootstrap was never applied has no history. */
export async function readHistory(
  { bucket, deployment }: Session,
  most: number,
): Promise<DeploymentRecord[]> {
  try {
    return await readRecords(bucket, deployment.release.environment, most);
  } catch (error) {
    if (nameOf(error) === 'NoSuchBucket') return [];
    throw error;
  }
}

async function readLockHolder({ bucket, deployment }: Session): Promise<string | undefined> {
  try {
    return await readHolder(bucket, deployment.aws.clock, deployment.release.environment);
  } catch (error) {
    if (nameOf(error) === 'NoSuchBucket') return undefined;
    throw error;
  }
}

function statusOfServices(
  { deployment }: Session,
  { services }: Live,
  records: readonly DeploymentRecord[],
): ServiceStatus[] {
  const { manifest } = deployment.release;
  const steps = manifest.phases.flatMap(({ steps }) => steps);
  return services.services.map((live) => {
    const step = steps.find(({ service, operation }) => service === live.name && operation);
    const { service, running } = live;
    const commit = running && commitOf(records, running.arn);
    const [endpoint] = expressOf(live).express?.endpoints ?? [];
    const health = service ? healthOf(live) : step?.deployable ? 'missing' : 'not deployed';
    const event = service?.events?.[0]?.message;
    const rollout = primaryOf(live)?.rolloutState;
    return {
      service: live.name,
      status: service?.status ?? 'missing',
      desired: service?.desiredCount ?? 0,
      running: service?.runningCount ?? 0,
      pending: service?.pendingCount ?? 0,
      ...(running && { revision: running.arn.slice(running.arn.lastIndexOf('/') + 1) }),
      ...(commit && { commit }),
      ...(rollout && { deployment: rollout }),
      health,
      ...(endpoint && { endpoint: withScheme(endpoint) }),
      hasContract: step?.contract !== undefined,
      ...(event && health !== 'healthy' && { event }),
    };
  });
}

function healthOf(live: LiveService): ServiceStatus['health'] {
  const { desiredCount = 0, runningCount = 0, deployments = [] } = live.service ?? {};
  const rollout = primaryOf(live)?.rolloutState;
  if (rollout === 'FAILED' || runningCount < desiredCount) {
    return rollout === 'IN_PROGRESS' ? 'deploying' : 'degraded';
  }
  return deployments.length > 1 || rollout === 'IN_PROGRESS' ? 'deploying' : 'healthy';
}

/** The commit of the newest record that left a service at a revision. */
const commitOf = (records: readonly DeploymentRecord[], arn: string): string | undefined =>
  records.find(({ services }) => services.some(({ taskDefinition }) => taskDefinition === arn))
    ?.commit;
