import type { World } from '../../world.ts';
import type { LiveService } from './state.ts';

/** Adds to what a service tells of itself. */
export function tellEvent({ name, events }: LiveService, world: World, what: string): void {
  events.unshift({
    id: `${world.unique(8)}-${world.unique(4)}-${world.unique(12)}`,
    createdAt: world.now(),
    message: `(service ${name}) ${what}`,
  });
}
