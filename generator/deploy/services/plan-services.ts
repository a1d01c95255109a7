import type { Release } from '../release/release.ts';
import type { Outputs } from '../release/resolve-outputs.ts';
import { compareScaling } from './compare-scaling.ts';
import { compareService, type ServiceChange } from './compare-service.ts';
import { hasNewNames, newerServers } from './find-newer-servers.ts';
import {
  isActive,
  isExpress,
  type LiveService,
  type LiveServices,
  primaryOf,
} from './live-service.ts';
import type { RemoveStep, ScalingStep, ServiceStep, ServicesStep } from './service-step.ts';
import { showChanges } from './show-changes.ts';
import { chooseRevision } from './task-definitions.ts';
import { type WantedService, wantedServices } from './wanted-service.ts';

export interface PlanOptions {
  /** Whether services that are rendered no longer are deleted. */
  readonly prune?: boolean;
}

/**
 * What brings the services of an account to what the files say, in the order in which it is done:
 * removed services, rendered ones with servers before their clients, scaling.
 *
 * @param live holds the revisions that are asked for by ARN, see `readLiveServices`
 * @param outputs what is known of stacks; a reference to what is not counts as a difference
 */
export function planServices(
  release: Release,
  live: LiveServices,
  outputs: Outputs,
  { prune = false }: PlanOptions = {},
): ServicesStep[] {
  const wanted = wantedServices(release, outputs);
  const steps = new Map<string, ServiceStep>();
  for (const one of wanted) {
    const own = liveOf(live, one.name);
    const servers = wanted.filter(({ name }) => one.dependsOn.includes(name));
    const renamed = servers.filter((server) => namesChange(server, live, steps.get(server.name)));
    const unknown = [...renamed.map(({ name }) => name), ...newerServers(one, own, live.services)];
    steps.set(one.name, planService(one, own, [...new Set(unknown)]));
  }
  return [
    ...live.removed.map((gone) => planRemoval(gone, prune)),
    ...steps.values(),
    ...wanted.flatMap((one) => {
      const isAnew = steps.get(one.name)?.action === 'recreate';
      return planScaling(one, isAnew ? { name: one.name } : liveOf(live, one.name));
    }),
  ];
}

/** Whether a server gets names that its clients' running tasks do not know. */
function namesChange(server: WantedService, live: LiveServices, step?: ServiceStep): boolean {
  if (!step || step.action === 'skip') return false;
  return step.action === 'recreate' || hasNewNames(server, liveOf(live, server.name));
}

export const liveOf = ({ services }: LiveServices, name: string): LiveService =>
  services.find((one) => one.name === name) ?? { name };

/** @param newServers servers that it calls whose names its running tasks do not know */
export function planService(
  wanted: WantedService,
  live: LiveService,
  newServers: readonly string[] = [],
): ServiceStep {
  const { name, operation, dependsOn, task } = wanted;
  const revision = chooseRevision(task, live);
  const taskDefinition = {
    family: task.family ?? '',
    action: revision === undefined ? ('register' as const) : ('none' as const),
    ...(revision !== undefined && { live: revision }),
  };
  const about = { phase: 'services' as const, service: name, operation, dependsOn };
  const plan = (rest: Omit<ServiceStep, keyof typeof about | 'taskDefinition'>): ServiceStep => ({
    ...about,
    taskDefinition,
    ...rest,
  });
  if (!wanted.isDeployable) {
    const { reason = 'it is not deployable' } = wanted;
    return {
      ...plan({ action: 'skip', reason, changes: [], restarts: false }),
      taskDefinition: { family: taskDefinition.family, action: 'none' },
    };
  }
  if (!isActive(live)) return plan({ action: 'create', changes: [], restarts: true });
  const changes = [...stuck(live), ...compareService(wanted, live)];
  const restarts = changes.some(({ effect }) => effect !== 'in-place');
  const redeployFor = restarts ? [] : newServers;
  return plan({
    action: actionFor(changes, redeployFor),
    changes: showChanges(changes),
    restarts: restarts || redeployFor.length > 0,
    ...(redeployFor.length > 0 && { redeployFor }),
  });
}

function actionFor(changes: readonly ServiceChange[], redeployFor: readonly string[]) {
  if (changes.some(({ effect }) => effect === 'recreates')) return 'recreate';
  return changes.length + redeployFor.length > 0 ? 'update' : 'none';
}

/** A deployment that ECS gave up starts no more tasks, so only another one brings the service further. */
export const stuck = (live: LiveService): ServiceChange[] =>
  primaryOf(live)?.rolloutState === 'FAILED'
    ? [
        {
          kind: 'service',
          effect: 'deploys',
          path: 'rolloutState',
          before: 'FAILED',
          after: 'COMPLETED',
        },
      ]
    : [];

const planRemoval = (live: LiveService, prune: boolean): RemoveStep => ({
  phase: 'remove',
  service: live.name,
  operation: isExpress(live) ? 'DeleteExpressGatewayService' : 'DeleteService',
  action: prune ? 'delete' : 'report',
});

function planScaling(wanted: WantedService, live: LiveService): ScalingStep[] {
  const changes = compareScaling(wanted, live);
  if (!wanted.isDeployable || (!wanted.scaling && changes.length === 0)) return [];
  const action = changes.length === 0 ? 'none' : scalingAction(wanted, live);
  return [{ phase: 'scaling', service: wanted.name, action, changes }];
}

function scalingAction(wanted: WantedService, live: LiveService): ScalingStep['action'] {
  if (!wanted.scaling) return 'remove';
  return live.scaling ? 'update' : 'create';
}
