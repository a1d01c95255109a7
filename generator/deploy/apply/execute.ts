import { makePlan } from '../plan/make-plan.ts';
import { changesSomething, type Plan, stepsIn } from '../plan/plan.ts';
import { type Live, readLive } from '../plan/read-live.ts';
import { applySeed } from '../seed/seed.ts';
import { applyScaling } from '../services/apply-scaling.ts';
import { removeService } from '../services/remove-service.ts';
import type { Session } from '../session.ts';
import { applyStack } from '../stacks/apply-stack.ts';
import { applyServices } from './apply-services.ts';
import type { Done } from './done.ts';

export interface Consent {
  /** Tells this run's calls from those of others. */
  readonly token: string;
  /** Mends what can be mended safely without asking. */
  readonly yes: boolean;
  /** Stacks whose resources are put back where somebody changed them past CloudFormation. */
  readonly revertDrift?: readonly string[];
}

/**
 * Does what a plan says, phase by phase. Once a stack has changed, what depends on its outputs is
 * compared again; without that the plan's own steps are done.
 *
 * @param done is told of each change as soon as it is made, also when a later one fails
 */
export async function execute(
  session: Session,
  { plan, live }: { plan: Plan; live: Live },
  consent: Consent,
  done: Done,
): Promise<void> {
  const { deployment, root } = session;
  await removeServices(session, plan, live);
  const haveMoved = await applyStacks(session, plan, consent, done);
  const now = haveMoved ? await readLive(deployment, plan.options.revisions) : live;
  const rest = haveMoved ? makePlan(deployment.release, now, plan.options) : plan;
  for (const seed of stepsIn(rest, 'seed')) await applySeed(deployment, root, seed);
  const { outputs, services } = now;
  await applyServices(deployment, stepsIn(rest, 'services'), {
    outputs,
    live: services,
    revisions: plan.options.revisions ?? {},
    done,
  });
  for (const step of stepsIn(rest, 'scaling')) {
    if (changesSomething(step)) await applyScaling(deployment, step, outputs);
  }
}

async function removeServices({ deployment }: Session, plan: Plan, live: Live): Promise<void> {
  for (const { service, action } of stepsIn(plan, 'remove')) {
    const found = live.services.removed.find(({ name }) => name === service);
    if (action === 'delete' && found) await removeService(deployment, found);
    else {
      const text = 'is no longer rendered and still runs; `--prune` deletes it';
      deployment.progress({ id: `service ${service}`, state: 'warned', text });
    }
  }
}

/** @returns whether any stack changed, or was found while it did, so that its outputs may be others now */
async function applyStacks(
  { deployment }: Session,
  plan: Plan,
  { yes, token, revertDrift = [] }: Consent,
  done: Done,
): Promise<boolean> {
  let haveMoved = false;
  for (const step of stepsIn(plan, 'stacks')) {
    const { allowReplace } = plan.options;
    const applied = await applyStack(deployment, step, {
      allowReplace,
      yes,
      token,
      revertDrift: revertDrift.includes(step.stack),
    });
    done.stacks.push(applied);
    haveMoved ||= step.action !== 'none' || applied.action !== 'unchanged';
  }
  return haveMoved;
}
