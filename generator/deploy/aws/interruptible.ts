import { failed } from '../fail.ts';
import type { Clock } from './clock.ts';

/**
 * A clock whose waits end when somebody stops the run: between two looks at AWS nothing is half done.
 *
 * @throws {Failure} `deploy/interrupted`
 */
export const interruptible = (clock: Clock, signal: AbortSignal): Clock => ({
  now: clock.now,
  sleep: async (milliseconds) => {
    const stopped = new Promise<void>((wake) => {
      if (signal.aborted) wake();
      else signal.addEventListener('abort', () => wake(), { once: true });
    });
    await Promise.race([clock.sleep(milliseconds), stopped]);
    if (signal.aborted) throw interrupted();
  },
});

const interrupted = () =>
  failed(
    'deploy/interrupted',
    'the run was stopped; what AWS had begun goes on, and nothing was put back',
    'run the same command again: it compares first and goes on where this run ended',
  );
