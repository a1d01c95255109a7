import type { WiredService } from '../wiring/wired-service.ts';

/** How many tasks a service has, at least and at most. */
export interface TaskCount {
  readonly min: number;
  readonly max: number;
}

/**
 * Scaling decides where there is some, else the count that a service starts with. Nothing where
 * nothing is deployed, or where its files leave it to AWS.
 */
export function taskCountOf({ service, express, scaling }: WiredService): TaskCount | undefined {
  const target = scaling?.value.target;
  const gateway = express?.value.scalingTarget;
  const desired = service?.value.desiredCount;
  const min = gateway?.minTaskCount ?? target?.MinCapacity ?? desired;
  const max = gateway?.maxTaskCount ?? target?.MaxCapacity ?? desired;
  return min === undefined || max === undefined ? undefined : { min, max };
}

/** `1 task`, `2 to 6 tasks`. */
export function describeTasks({ min, max }: TaskCount): string {
  const count = min === max ? String(max) : `${min} to ${max}`;
  return `${count} task${max === 1 ? '' : 's'}`;
}
