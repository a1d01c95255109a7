import type { Ran } from './deploy-world.ts';

/** The requests of a run that change something, in order, as `service:Operation`. */
export const mutating = ({ requests }: Ran): string[] =>
  requests
    .filter(({ mutates }) => mutates)
    .map(({ service, operation }) => `${service}:${operation}`);
