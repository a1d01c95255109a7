import { setTimeout as sleep } from 'node:timers/promises';
import { type Diagnostic, type DiagnosticCode, Failure } from '../diagnostics.ts';
import { becomesHealthy, becomesUnhealthy } from './health-check.ts';
import type { LogSink } from './log-sink.ts';
import type { OrphanGuard } from './orphan-guard.ts';
import type { PlacedService } from './ports.ts';
import { RestartBudget, type RestartPolicy } from './restart-policy.ts';
import { type RunningProcess, startProcess } from './run-process.ts';

/** The longest that a stopping service is waited for; its own `stopTimeout` may be shorter. */
const LONGEST_STOP_SECONDS = 10;

/** Why a service does not run as it should, in words that follow its name. */
interface Trouble {
  readonly code: DiagnosticCode;
  readonly what: string;
}

export interface Supervision {
  readonly log: LogSink;
  readonly guard: OrphanGuard;
  readonly restarts: RestartPolicy;
  /** Called once, when a service has died too often. */
  readonly gaveUp: (diagnostic: Diagnostic) => void;
}

/** One service from its start to its end: healthy, started again when it dies, stopped in bounded time. */
export class SupervisedService {
  readonly definition: PlacedService;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #supervision: Supervision;
  readonly #stopping = new AbortController();
  readonly #budget: RestartBudget;
  #graceMs: number;
  #process: RunningProcess | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(
    definition: PlacedService,
    environment: Readonly<Record<string, string>>,
    supervision: Supervision,
  ) {
    this.definition = definition;
    this.#environment = environment;
    this.#supervision = supervision;
    this.#graceMs = Math.min(definition.stopTimeout, LONGEST_STOP_SECONDS) * 1000;
    this.#budget = new RestartBudget(supervision.restarts);
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /**
   * Settles when the service is healthy.
   *
   * @throws {Failure} `local/command`, `local/service` or `local/health`
   */
  async start(): Promise<void> {
    const launched = this.#launch();
    this.#work = launched.then(
      (trouble) => (trouble ? undefined : this.#supervise()),
      () => {},
    );
    const trouble = await launched;
    if (!trouble) return;
    const message = `${this.definition.name} ${trouble.what}`;
    throw new Failure([{ code: trouble.code, severity: 'error', message }], 1);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#process?.end(this.#graceMs);
    await this.#work;
  }

  kill(): void {
    this.#graceMs = 0;
    this.#stopping.abort();
    this.#process?.kill();
  }

  /** Starts the process and waits until it is healthy, or tells why it is not and has been ended. */
  async #launch(): Promise<Trouble | undefined> {
    const { name } = this.definition;
    const { log, guard } = this.#supervision;
    const began = performance.now();
    const process = await startProcess({
      service: name,
      command: this.definition.command,
      ...this.#place,
      onLine: (line) => log.wrote(name, line),
    });
    this.#process = process;
    guard.watch(process.pid);
    process.exited.then(() => guard.forget(process.pid));

    const trouble = await this.#startTrouble(process);
    if (trouble) {
      await process.end(this.#graceMs);
      const said = process.lastWords();
      return {
        code: trouble.code,
        what: said ? `${trouble.what}; it said last: ${said}` : trouble.what,
      };
    }
    log.say(`${name} is healthy (${seconds(performance.now() - began)})`);
    return undefined;
  }

  async #startTrouble(process: RunningProcess): Promise<Trouble | undefined> {
    if (this.#stopping.signal.aborted) return { code: 'local/service', what: 'was stopped' };
    const { healthCheck } = this.definition;
    if (!healthCheck) return undefined;
    return this.#untilExit(
      process.exited.then((how) => ({
        code: 'local/service',
        what: `${how} before it was healthy`,
      })),
      async (signal) => {
        const what = await becomesHealthy(healthCheck, this.#place, signal);
        return what ? { code: 'local/health', what } : undefined;
      },
    );
  }

  async #supervise(): Promise<void> {
    const { name } = this.definition;
    const { log, restarts, gaveUp } = this.#supervision;
    let trouble = await this.#nextTrouble();
    while (!this.#stopping.signal.aborted) {
      const restart = this.#budget.take(Date.now());
      if (!restart) {
        const often = `after ${restarts.limit} restarts within ${seconds(restarts.withinMs)}`;
        const message = `${name} ${trouble}, ${often}`;
        return gaveUp({ code: 'local/service', severity: 'error', message });
      }
      const when = `starting it again in ${seconds(restart.delayMs)}`;
      log.say(`${name} ${trouble}; ${when} (${restart.count} of ${restarts.limit})`);
      trouble = await this.#restart(restart.delayMs);
    }
  }

  async #restart(delayMs: number): Promise<string> {
    const { signal } = this.#stopping;
    try {
      await sleep(delayMs, undefined, { signal });
      const trouble = await this.#launch();
      if (trouble) return trouble.what;
    } catch (error) {
      if (!signal.aborted && !(error instanceof Failure)) throw error;
      return `cannot be started: ${(error as Error).message}`;
    }
    return this.#nextTrouble();
  }

  /** What ends the healthy time of a service: its death, or the verdict of its health check. */
  async #nextTrouble(): Promise<string> {
    const process = this.#process as RunningProcess;
    const { healthCheck } = this.definition;
    if (!healthCheck) return process.exited;
    const trouble = await this.#untilExit(process.exited, (signal) =>
      becomesUnhealthy(healthCheck, this.#place, signal),
    );
    await process.end(this.#graceMs);
    return trouble;
  }

  /** Races the work against the end of the process, and leaves no work behind. */
  async #untilExit<Result>(
    exited: Promise<Result>,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.#stopping.signal]);
    try {
      return await Promise.race([exited, work(signal)]);
    } finally {
      over.abort();
    }
  }

  get #place() {
    return { folder: this.definition.folder, environment: this.#environment };
  }
}

function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}
