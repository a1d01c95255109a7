import type { Service, ServiceEvent } from '@aws-sdk/client-ecs';
import type { Progress } from '../progress.ts';
import { hideInLine } from './hide-in-line.ts';

/** Events of a service that are not older, the newest first. In milliseconds since 1970. */
export const eventsSince = (service: Service | undefined, since = 0): ServiceEvent[] =>
  (service?.events ?? [])
    .filter(({ createdAt }) => (createdAt?.getTime() ?? since) >= since)
    .sort((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));

const TROUBLE = /\bunable\b|\bfail(?:ed|s)\b|unhealthy|rolling back|throttled|can no longer/i;

export const isTrouble = ({ message = '' }: ServiceEvent): boolean => TROUBLE.test(message);

/** Tells each event of a service once, as it comes. */
export class EventTeller {
  readonly #told = new Set<string | undefined>();
  readonly #progress: Progress;
  readonly #service: string;
  readonly #since: number;

  /** @param since events before that are another deployment's; in milliseconds since 1970 */
  constructor(progress: Progress, service: string, since: number) {
    this.#progress = progress;
    this.#service = service;
    this.#since = since;
  }

  tell(service: Service | undefined): void {
    const fresh = eventsSince(service, this.#since).filter(({ id }) => !this.#told.has(id));
    for (const event of fresh.reverse()) {
      this.#told.add(event.id);
      this.#progress({
        id: `service ${this.#service} events`,
        parent: `service ${this.#service}`,
        state: isTrouble(event) ? 'warned' : 'working',
        text: hideInLine(event.message ?? ''),
      });
    }
  }
}
