/** Tasks started and stopped at a step, and what runs when it is done. */
export interface RollStep {
  readonly started: number;
  readonly stopped: number;
  readonly old: number;
  readonly new: number;
}

/** How many tasks may run while a service rolls (ECS, deployment configuration). */
export interface RollLimits {
  readonly desired: number;
  /** Percent of the desired count, rounded up, below which no task is stopped. */
  readonly minimumHealthyPercent: number;
  /** Percent of the desired count, rounded down, above which no task is started. */
  readonly maximumPercent: number;
}

/**
 * The steps in which Amazon ECS brings a service from old tasks to new ones: it starts what the upper
 * limit allows, waits until that is healthy, stops what the lower limit allows. Where neither is
 * possible it never moves, and there are no steps.
 */
export function rollSteps({
  desired,
  minimumHealthyPercent,
  maximumPercent,
}: RollLimits): RollStep[] {
  const least = Math.ceil((desired * minimumHealthyPercent) / 100);
  const most = Math.floor((desired * maximumPercent) / 100);
  const steps: RollStep[] = [];
  let old = desired;
  let fresh = 0;
  while (old > 0 || fresh < desired) {
    // Room is made first where nothing more may run beside the old tasks.
    const early = old + fresh >= most ? Math.max(0, Math.min(old, old + fresh - least)) : 0;
    const started = Math.max(0, Math.min(desired - fresh, most - (old - early + fresh)));
    const late = Math.max(0, Math.min(old - early, old - early + fresh + started - least));
    if (started + early + late === 0) return [];
    fresh += started;
    old -= early + late;
    steps.push({ started, stopped: early + late, old, new: fresh });
  }
  return steps;
}

/** Whether every client finds as many tasks as are wanted, or at least one, at every moment. */
export const isGapless = ({ desired, minimumHealthyPercent }: RollLimits): boolean =>
  desired > 0 && Math.ceil((desired * minimumHealthyPercent) / 100) > 0;
