import { randomUUID } from 'node:crypto';
import { type Diagnostic, Failure } from '../../diagnostics.ts';
import { explainError } from '../aws/explain-error.ts';
import type { Deployment } from '../deployment.ts';
import { endsTheRun, finding } from '../fail.ts';
import { type Live, readLive } from '../plan/read-live.ts';
import { isExpress, runningRevision } from '../services/live-service.ts';
import { removeService } from '../services/remove-service.ts';
import { deregisterTaskDefinitions } from '../services/task-definitions.ts';
import type { Session } from '../session.ts';
import { deleteStack } from '../stacks/delete-stack.ts';
import { openLedger } from '../state/ledger.ts';
import type { DeploymentRecord, RecordedService, RecordedStack } from '../state/record.ts';
import { deleteLeftGroups } from './delete-left-groups.ts';
import { deleteKey, deleteLogGroup, keysOfStack } from './delete-logs.ts';
import { deleteBucket } from './empty-bucket.ts';
import { retainedOf } from './retained.ts';

export interface DestroyOptions {
  readonly allowProduction: boolean;
  /** Deletes the log groups too, and the keys that encrypt them. */
  readonly deleteLogs: boolean;
}

export interface Destroyed {
  readonly record?: DeploymentRecord | undefined;
  /** What stays, in words. */
  readonly kept: readonly string[];
}

/** @throws {Failure} `deploy/production`, `deploy/target` for what is not destroyed */
export function refuseDestroy({ deployment }: Session, { allowProduction }: DestroyOptions): void {
  const { environment, manifest } = deployment.release;
  if (manifest.target === 'account') throw new Failure([standsForAccount(environment)]);
  if (manifest.tier === 'production' && !allowProduction) {
    throw new Failure([isProduction(environment)]);
  }
}

/**
 * Removes everything of an environment, what depends on others first. Goes on past what can't be
 * removed; a second run continues.
 *
 * @throws {Failure} `deploy/left`, after everything was tried, with all that could not be removed
 */
export async function destroy(session: Session, options: DestroyOptions): Promise<Destroyed> {
  refuseDestroy(session, options);
  const ledger = await openLedger(session, 'destroy');
  try {
    await ledger.begin();
    const removed: Removed = { stacks: [], services: [] };
    const left = await removeAll(ledger.session.deployment, options, removed);
    const failures = left.map(({ message }) => message);
    const result = left.length > 0 ? 'failed' : 'succeeded';
    const record = await ledger.end({ result, ...removed, failures });
    if (left.length > 0) throw new Failure(left, 1);
    return { record, kept: keptOf(session.deployment, options) };
  } finally {
    await ledger.close();
  }
}

/** What a destroy removed, as its record tells it. */
interface Removed {
  readonly stacks: RecordedStack[];
  readonly services: RecordedService[];
}

const DELETED = 'deleted';

async function removeAll(
  deployment: Deployment,
  options: DestroyOptions,
  removed: Removed,
): Promise<Diagnostic[]> {
  const { wiring } = deployment.release;
  const token = randomUUID();
  const live = await readLive(deployment);
  const left: Diagnostic[] = [];
  const attempt = (what: string, work: () => Promise<unknown>) => tryTo(what, work, left);
  const services = [...live.services.removed, ...live.services.services.toReversed()];
  for (const service of services.filter((one) => one.service !== undefined)) {
    await attempt(`service ${service.name}`, async () => {
      const before = runningRevision(service);
      await removeService(deployment, service);
      removed.services.push({
        service: service.name,
        action: DELETED,
        ...(before && { before }),
      });
    });
  }
  await attempt('task definitions', () => deregisterTaskDefinitions(deployment));
  await attempt('security groups', () => deleteLeftGroups(deployment, expressOf(live, deployment)));
  const keys: string[] = [];
  for (const stack of live.stacks.toReversed().filter(({ status }) => status !== undefined)) {
    await attempt(`stack ${stack.name}`, async () => {
      const own = await keysOfStack(deployment, stack.stackName);
      const { findings } = await deleteStack(deployment, stack, { token, dropProtection: true });
      if (findings.length > 0) throw new Failure(findings, 1);
      keys.push(...own);
      removed.stacks.push({ stack: stack.name, action: DELETED });
    });
  }
  const { buckets, logGroups } = retainedOf(wiring);
  // Data goes last: while its stack stands, what failed above may still need it.
  if (left.length > 0) return left;
  for (const bucket of buckets) {
    await attempt(`bucket ${bucket}`, () => deleteBucket(deployment, bucket));
  }
  if (options.deleteLogs) {
    for (const name of logGroups) {
      await attempt(`log group ${name}`, () => deleteLogGroup(deployment, name));
    }
    for (const key of keys) await attempt(`key ${key}`, () => deleteKey(deployment, key));
  }
  return left;
}

/** Services of Express Mode: those that are there, and those of the files, which may be gone by now. */
function expressOf({ services }: Live, { release }: Deployment) {
  const there = [...services.services, ...services.removed].filter(isExpress);
  const rendered = release.wiring.services.filter(({ express }) => express !== undefined);
  const names = new Set([...there, ...rendered].map(({ name }) => name));
  return { cluster: `${release.manifest.project}-${release.environment}`, services: [...names] };
}

async function tryTo(
  what: string,
  work: () => Promise<unknown>,
  left: Diagnostic[],
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const explained = explainError(error);
    if (!(explained instanceof Failure)) throw explained;
    if (endsTheRun(explained)) throw explained;
    left.push(
      ...explained.diagnostics.map(({ message, hint }) =>
        finding('deploy/left', `${what}: ${message}`, hint),
      ),
    );
  }
}

function keptOf({ release }: Deployment, { deleteLogs }: DestroyOptions): string[] {
  const { logGroups } = retainedOf(release.wiring);
  const history = `history of ${release.environment} in ${release.manifest.stateBucket}`;
  return deleteLogs ? [history] : [history, ...logGroups.map((name) => `log group ${name}`)];
}

const standsForAccount = (environment: string) =>
  finding(
    'deploy/target',
    `${environment} holds what all environments of its account are deployed with; it is not destroyed by this command`,
    'see docs/guides/operations.md, “Leaving an account”',
  );

const isProduction = (environment: string) =>
  finding(
    'deploy/production',
    `${environment} is a production environment`,
    'say `--allow-production` if you mean it',
  );
