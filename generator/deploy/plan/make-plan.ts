import type { Release } from '../release/release.ts';
import { planSeeds } from '../seed/seed.ts';
import { planServices } from '../services/plan-services.ts';
import { planStacks } from '../stacks/plan-stacks.ts';
import type { Plan, PlanOptions, PlanStep } from './plan.ts';
import { fingerprints, type Live } from './read-live.ts';

/** Compares the files with what is deployed. Pure: the same two make the same plan. */
export function makePlan(release: Release, live: Live, options: PlanOptions): Plan {
  const { environment, manifest, manifestHash } = release;
  const steps = planServices(release, live.services, live.outputs, options);
  const isRemoval = ({ phase }: PlanStep) => phase === 'remove';
  return {
    schema: 'plan/v1',
    environment,
    account: manifest.account ?? '',
    region: manifest.region,
    manifestHash,
    options,
    live: fingerprints(live),
    steps: [
      ...steps.filter(isRemoval),
      ...planStacks(release, live.stacks),
      ...planSeeds(release, live.seeds, options.seed),
      ...steps.filter((step) => !isRemoval(step)),
    ],
  };
}
