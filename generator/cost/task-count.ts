import type { WiredService } from '../wiring/wired-service.ts';

/** How many tasks a service runs when it has little to do, and how many it may come to. */
export interface TaskCount {
  readonly fewest: number;
  readonly most: number;
}

/** Scaling takes a service down to its fewest tasks, whatever it began with. */
export function taskCountOf({ service, express, scaling }: WiredService): TaskCount {
  if (express) {
    const { minTaskCount = 1, maxTaskCount = minTaskCount } = express.value.scalingTarget ?? {};
    return { fewest: minTaskCount, most: maxTaskCount };
  }
  const desired = service?.value.desiredCount ?? 1;
  const { MinCapacity = desired, MaxCapacity = desired } = scaling?.value.target ?? {};
  return { fewest: MinCapacity, most: MaxCapacity };
}

/** Tasks by where they run. */
export interface Capacity {
  readonly onDemand: number;
  readonly spot: number;
  /** On capacity that is not Fargate's. */
  readonly elsewhere: number;
}

/** How a service's capacity providers share some tasks: the base first, the rest by weight. */
export function shareTasks({ service }: WiredService, tasks: number): Capacity {
  const { capacityProviderStrategy: strategy = [], launchType = 'FARGATE' } = service?.value ?? {};
  if (strategy.length === 0) {
    const isFargate = launchType === 'FARGATE';
    return { onDemand: isFargate ? tasks : 0, spot: 0, elsewhere: isFargate ? 0 : tasks };
  }
  const weights = strategy.reduce((sum, { weight = 0 }) => sum + weight, 0);
  const bases = strategy.reduce((sum, { base = 0 }) => sum + base, 0);
  const rest = Math.max(tasks - bases, 0);
  const on = (provider: string) =>
    strategy
      .filter(({ capacityProvider }) => capacityProvider === provider)
      .reduce((sum, { weight = 0, base = 0 }) => {
        return sum + Math.min(base, tasks) + (weights > 0 ? (rest * weight) / weights : 0);
      }, 0);
  const [onDemand, spot] = [on('FARGATE'), on('FARGATE_SPOT')];
  return { onDemand, spot, elsewhere: Math.max(tasks - onDemand - spot, 0) };
}
