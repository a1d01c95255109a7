import type { SupervisedService } from './supervise-service.ts';

/** The longest that the services together may take to stop. */
const LONGEST_STOP_MS = 10_000;

/** Starts services in dependency order and stops them in the reverse one, side by side where it is free. */
export class ServiceGroup {
  readonly #services: readonly SupervisedService[];
  #stopping = false;

  /** @param services each after everything that it depends on */
  constructor(services: readonly SupervisedService[]) {
    this.#services = services;
  }

  /** @throws {Failure} of the first service that does not get healthy; the others may still run */
  async start(): Promise<void> {
    const started = new Map<string, Promise<void>>();
    for (const service of this.#services) {
      const { name, dependsOn } = service.definition;
      const before = dependsOn.map((dependency) => started.get(dependency));
      started.set(name, this.#startAfter(before, service));
    }
    await Promise.all(started.values());
  }

  /** Whoever calls others stops first, so that its last requests still find them. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const late = setTimeout(() => this.kill(), LONGEST_STOP_MS);
    const stopped = new Map<string, Promise<void>>();
    for (const service of this.#services.toReversed()) {
      const { name } = service.definition;
      const callers = this.#services
        .filter(({ definition }) => definition.dependsOn.includes(name))
        .map(({ definition }) => stopped.get(definition.name));
      stopped.set(
        name,
        Promise.all(callers).then(() => service.stop()),
      );
    }
    await Promise.all(stopped.values());
    clearTimeout(late);
  }

  kill(): void {
    this.#stopping = true;
    for (const service of this.#services) service.kill();
  }

  async #startAfter(
    before: readonly (Promise<void> | undefined)[],
    service: SupervisedService,
  ): Promise<void> {
    await Promise.all(before);
    if (!this.#stopping) await service.start();
  }
}
