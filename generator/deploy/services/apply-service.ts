import type { Deployment } from '../deployment.ts';
import { failed } from '../fail.ts';
import type { Outputs } from '../release/resolve-outputs.ts';
import { type AppliedService, expressOf, snapshotOf } from './applied-service.ts';
import { type Bringing, changeService, makeService, replaceService } from './bring-service.ts';
import { compareService } from './compare-service.ts';
import { newerServers } from './find-newer-servers.ts';
import { type LiveService, type LiveServices, primaryOf } from './live-service.ts';
import { type ReadOptions, readLiveServices } from './live-services.ts';
import { liveOf, planService, stuck } from './plan-services.ts';
import type { ServiceStep } from './service-step.ts';
import { registerTaskDefinition } from './task-definitions.ts';
import { type WantedService, wantedService } from './wanted-service.ts';

export interface ApplyOptions extends Pick<ReadOptions, 'revisions'> {
  /** Is told just before the service itself is changed, so that it can be put back whatever happens. */
  readonly began?: (applied: AppliedService) => void;
}

/** How each action is done. */
const HOW: Readonly<
  Record<AppliedService['action'], (deployment: Deployment, work: Bringing) => Promise<LiveService>>
> = {
  create: makeService,
  update: changeService,
  recreate: replaceService,
  none: async (_, { live }) => live,
};

/**
 * Brings one service to what its files say, by what differs now; whether it becomes healthy is another
 * function's to wait for. Run again, it does what is left.
 *
 * @throws {Failure} `deploy/moved` when the service would have to be made anew and the plan does not
 *   say so; `deploy/service-failed` when an Express service does not take its revision
 */
export async function applyService(
  deployment: Deployment,
  step: ServiceStep,
  outputs: Outputs,
  { revisions, began }: ApplyOptions = {},
): Promise<AppliedService> {
  const { aws, progress, release } = deployment;
  const { service } = step;
  const id = `service ${service}`;
  const wanted = wantedService(release, service, outputs);
  const { live, now } = await lookAgain(deployment, step, wanted, outputs, revisions);
  const startedAt = new Date(aws.clock.now()).toISOString();
  const { live: chosen } = now.taskDefinition;
  const taskDefinition = chosen ?? (await registerTaskDefinition(deployment, wanted.task));
  const before = snapshotOf(live, wanted);
  const { cluster, serviceName } = wanted;
  const applied: AppliedService = {
    ...{ service, action: now.action, cluster, serviceName, taskDefinition, startedAt },
    ...(before && { before }),
  };
  if (now.action === 'none') progress({ id, state: 'unchanged', text: 'as its files say' });
  else began?.(applied);
  const after = await HOW[now.action](deployment, {
    ...{ name: service, shape: wanted, live, taskDefinition },
    changes: [...stuck(live), ...compareService(wanted, live)],
    redeploys: now.redeployFor !== undefined,
  });
  const deploymentId = primaryOf(after)?.id;
  return { ...applied, ...(deploymentId && { deploymentId }), ...expressOf(after) };
}

/** Compares again, with the outputs that are known now and what is live now. */
async function lookAgain(
  deployment: Deployment,
  step: ServiceStep,
  wanted: WantedService,
  outputs: Outputs,
  revisions: ApplyOptions['revisions'],
) {
  const { service } = step;
  const found = await readLiveServices(deployment, outputs, {
    only: [service, ...wanted.dependsOn],
    ...(revisions && { revisions }),
  });
  const live = liveOf(found, service);
  const { action, ...now } = planService(wanted, live, unknownServers(step, live, found));
  if (action === 'skip') throw new Error(`${service} is not deployable, so it can't be applied`);
  if (action === 'recreate' && step.action !== 'recreate') throw moved(service, now.changes);
  return { live, now: { ...now, action } };
}

/** Servers whose names the running tasks do not know: made since, or given names in this apply. */
function unknownServers(step: ServiceStep, client: LiveService, found: LiveServices): string[] {
  const { service, dependsOn, redeployFor = [] } = step;
  const since = primaryOf(client)?.createdAt;
  const later = redeployFor.filter((name) => {
    const deployed = primaryOf(liveOf(found, name))?.createdAt;
    return name !== service && since && deployed && deployed > since;
  });
  return [...new Set([...later, ...newerServers({ dependsOn }, client, found.services)])];
}

const moved = (service: string, changes: ServiceStep['changes']) =>
  failed(
    'deploy/moved',
    `${service} would have to be deleted and made anew (${changes.map(({ path }) => path).join(', ')}), and the plan does not say so`,
    'look at what is planned now: `npx tsx generator apply --dry-run` and the environment’s name',
  );
