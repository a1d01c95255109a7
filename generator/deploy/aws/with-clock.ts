import type { Aws } from './aws.ts';
import type { Clock } from './clock.ts';

/** The same clients with another clock. */
export const withClock = (aws: Aws, clock: Clock): Aws =>
  Object.create(aws, { clock: { value: clock, enumerable: true } }) as Aws;
