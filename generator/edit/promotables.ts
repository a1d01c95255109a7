import type { Config } from '../config/schema.ts';

export type Services = Extract<Config, { target: 'aws' }>['services'];
type Service = Services[string];

/** A value of a service that is tried in one environment and then taken on to the next. */
export interface Promotable {
  /** Below the service. */
  readonly path: readonly string[];
  readonly what: string;
  readonly of: (service: Service) => string | undefined;
}

/** What promotion copies. Everything else belongs to its environment. */
export const promotables: readonly Promotable[] = [
  { path: ['image', 'digest'], what: 'image digest', of: ({ image }) => image.digest },
];
