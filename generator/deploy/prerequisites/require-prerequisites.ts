import { type Diagnostic, Failure, isError } from '../../diagnostics.ts';
import type { Deployment } from '../deployment.ts';
import { changesSomething, type Plan, stepsIn } from '../plan/plan.ts';
import type { Live } from '../plan/read-live.ts';
import { findDataLost } from '../stacks/data-changes.ts';
import { checkPrerequisites, type PrerequisitePhase } from './check-prerequisites.ts';

/** Phases whose prerequisites are asked for: those in which the plan changes something. */
const PHASES = ['stacks', 'seed', 'services'] as const satisfies readonly PrerequisitePhase[];

/** Nothing of such a stack was made, its tags neither: a run that was cut leaves it so. */
const IN_REVIEW = 'REVIEW_IN_PROGRESS';

/** All that stands against what a plan does, at once: data that nobody allowed to go, and what is missing. */
export async function findMissing(
  deployment: Deployment,
  plan: Plan,
  { stacks }: Live,
): Promise<Diagnostic[]> {
  const there = stacks.filter(({ status }) => status !== undefined && status !== IN_REVIEW);
  const steps = stepsIn(plan, 'stacks');
  const context = { stacks: new Map(there.map((stack) => [stack.stackName, stack])), steps };
  const phases = PHASES.filter((phase) =>
    plan.steps.some((step) => step.phase === phase && changesSomething(step)),
  );
  const found = phases.map((phase) => checkPrerequisites(deployment, phase, context));
  const lost = findDataLost(steps, plan.options.allowReplace);
  return [...lost, ...(await Promise.all(found)).flat()];
}

/** @throws {Failure} with exit code 1 and all that is missing; nothing was changed by then */
export async function requirePrerequisites(
  deployment: Deployment,
  plan: Plan,
  live: Live,
): Promise<void> {
  refuse(await findMissing(deployment, plan, live));
}

/** @throws {Failure} when the credentials are of another account, or the state bucket is missing */
export async function requireAccount(deployment: Deployment): Promise<void> {
  refuse(await checkPrerequisites(deployment, 'account'));
}

function refuse(found: readonly Diagnostic[]): void {
  const errors = found.filter(isError);
  if (errors.length > 0) throw new Failure(errors, 1);
}
