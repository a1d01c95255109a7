import type { Deployment } from '../deployment.ts';
import { makePlan } from '../plan/make-plan.ts';
import { changesSomething, type Plan, type PlanStep } from '../plan/plan.ts';
import { readLive } from '../plan/read-live.ts';
import { type DriftFinding, detectStackDrift } from '../stacks/detect-drift.ts';

/** What is deployed, where it is not what the rendered files say. */
export interface Drift {
  readonly environment: string;
  /** What an apply would do: where files and what is deployed differ. */
  readonly steps: readonly PlanStep[];
  /** Resources of stacks that somebody changed past CloudFormation. */
  readonly resources: readonly DriftFinding[];
  /** What could not be looked at: CloudFormation compares some types only. */
  readonly unchecked: readonly string[];
  readonly plan: Plan;
}

/** Compares everything with the files, and asks CloudFormation about the resources of stacks. */
export async function readDrift(deployment: Deployment): Promise<Drift> {
  const { release } = deployment;
  const live = await readLive(deployment);
  const plan = makePlan(release, live, { prune: false, seed: false, allowReplace: [] });
  const found = await Promise.all(
    live.stacks
      .filter(({ status }) => status !== undefined)
      .map((stack) => detectStackDrift(deployment, stack)),
  );
  return {
    environment: release.environment,
    steps: plan.steps.filter((step) => changesSomething(step) || step.action === 'report'),
    resources: found.flatMap(({ findings }) => findings),
    unchecked: found.flatMap(({ stack, problem, unchecked }) => [
      ...(problem ? [problem] : []),
      ...unchecked.map(({ resource, type }) => `stack ${stack}: ${resource} (${type})`),
    ]),
    plan,
  };
}
