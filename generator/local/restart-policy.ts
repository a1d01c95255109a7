/** How often a service that dies is started again before the chain gives up. */
export interface RestartPolicy {
  readonly limit: number;
  readonly withinMs: number;
  /** Before the first restart; doubled for each further one. */
  readonly delayMs: number;
}

export const DEFAULT_RESTART_POLICY: RestartPolicy = { limit: 3, withinMs: 60_000, delayMs: 500 };

/** Counts the restarts of one service. */
export class RestartBudget {
  readonly #policy: RestartPolicy;
  #restarts: number[] = [];

  constructor(policy: RestartPolicy) {
    this.#policy = policy;
  }

  /** Takes one restart. Nothing when the budget is used up, else which one it is and how long to wait. */
  take(now: number): { readonly delayMs: number; readonly count: number } | undefined {
    const { limit, withinMs, delayMs } = this.#policy;
    this.#restarts = this.#restarts.filter((at) => now - at < withinMs);
    const past = this.#restarts.length;
    if (past >= limit) return undefined;
    this.#restarts.push(now);
    return { delayMs: delayMs * 2 ** past, count: past + 1 };
  }
}
