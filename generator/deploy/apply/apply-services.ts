import { Failure } from '../../diagnostics.ts';
import type { Deployment } from '../deployment.ts';
import { type ProbeOptions, probeService } from '../health/await-contract.ts';
import { awaitHealthy } from '../health/await-healthy.ts';
import { diagnose } from '../health/diagnose.ts';
import { wayIn } from '../health/way-in.ts';
import type { Outputs } from '../release/resolve-outputs.ts';
import { type AppliedService, withScheme } from '../services/applied-service.ts';
import { applyService } from '../services/apply-service.ts';
import { type LiveServices, primaryOf } from '../services/live-service.ts';
import { liveOf } from '../services/plan-services.ts';
import type { ServiceStep } from '../services/service-step.ts';
import type { Done } from './done.ts';
import { targetOf } from './health-target-of.ts';
import { inDependencyOrder } from './in-dependency-order.ts';

export interface ServicesContext {
  readonly outputs: Outputs;
  readonly live: LiveServices;
  /** ARN of the revision that a service is to run, by service. */
  readonly revisions: Readonly<Record<string, string>>;
  readonly done: Done;
}

/** Brings every service in line, each once those that it calls are healthy. */
export async function applyServices(
  deployment: Deployment,
  steps: readonly ServiceStep[],
  context: ServicesContext,
): Promise<void> {
  const dependsOn = (service: string) =>
    steps.find((step) => step.service === service)?.dependsOn ?? [];
  await inDependencyOrder(steps, dependsOn, (step) => bring(deployment, step, context));
}

async function bring(
  deployment: Deployment,
  step: ServiceStep,
  { outputs, live, revisions, done }: ServicesContext,
): Promise<void> {
  const { service, action, reason = 'it is not deployable' } = step;
  const id = `service ${service}`;
  if (action === 'skip') return deployment.progress({ id, state: 'warned', text: reason });
  const applied = await applyService(deployment, step, outputs, {
    revisions: new Map(Object.entries(revisions)),
    began: (begun) => done.services.set(service, begun),
  }).catch(async (error: unknown) => {
    throw await withReasons(deployment, error, done.services.get(service));
  });
  done.services.set(service, applied);
  if (applied.action === 'none' && isSteady(live, service)) {
    return deployment.progress({ id, state: 'unchanged', text: 'nothing to change' });
  }
  const target = targetOf(deployment, applied);
  await awaitHealthy(deployment, target);
  await probeService(deployment, target, outsideOf(deployment, applied));
}

/** An Express service is waited for while it is made; what its tasks say is told then too. */
async function withReasons(
  deployment: Deployment,
  error: unknown,
  begun: AppliedService | undefined,
): Promise<unknown> {
  const isGivenUp =
    error instanceof Failure &&
    error.diagnostics.some(({ code }) => code === 'deploy/service-failed');
  if (!isGivenUp || !begun) return error;
  const reasons = await diagnose(deployment, targetOf(deployment, begun));
  return new Failure([...error.diagnostics, ...reasons], error.exitCode);
}

/** Where an exposed service serves MCP to the outside; nothing for an internal one. */
function outsideOf({ release }: Deployment, { service, express }: AppliedService): ProbeOptions {
  const endpoint = express?.endpoints[0];
  const path = wayIn(release.wiring, service)?.path;
  return endpoint && path ? { url: `${withScheme(endpoint)}${path}` } : {};
}

/** Whether nothing of it is under way, as a run that was cut leaves it. */
const isSteady = (live: LiveServices, service: string): boolean =>
  primaryOf(liveOf(live, service))?.rolloutState !== 'IN_PROGRESS';
