import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HealthCheck } from './rendered-schema.ts';

/** Between two checks while a service starts: nobody wants to wait for the platform's interval. */
const STARTING_INTERVAL_MS = 200;

/** How a health check is run: where and with what its service runs. */
export interface CheckPlace {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Ends well, or tells what is wrong. */
type Outcome = { readonly passed: true } | { readonly passed: false; readonly why: string };

/**
 * Waits for the first check that passes.
 *
 * @returns what was wrong when the platform would have given up: after the start period and
 *   `retries` intervals; nothing if the service became healthy
 */
export async function becomesHealthy(
  check: HealthCheck,
  place: CheckPlace,
  signal: AbortSignal,
): Promise<string | undefined> {
  const limit = check.startPeriod + check.retries * check.interval;
  const end = performance.now() + limit * 1000;
  for (;;) {
    const outcome = await runCheck(check, place, signal);
    if (outcome.passed) return undefined;
    if (signal.aborted || performance.now() > end) {
      return `was not healthy within ${limit} s: its health check ${outcome.why}`;
    }
    await pause(STARTING_INTERVAL_MS, signal);
  }
}

/** Watches a healthy service; settles, with the reason, when `retries` checks in a row failed. */
export async function becomesUnhealthy(
  check: HealthCheck,
  place: CheckPlace,
  signal: AbortSignal,
): Promise<string> {
  for (let failures = 0; ; ) {
    await pause(check.interval * 1000, signal);
    const outcome = await runCheck(check, place, signal);
    failures = outcome.passed ? 0 : failures + 1;
    if (signal.aborted) return 'was stopped';
    if (!outcome.passed && failures >= check.retries) {
      return `is not healthy any more: its health check ${outcome.why}, ${failures} times in a row`;
    }
  }
}

function runCheck(check: HealthCheck, place: CheckPlace, signal: AbortSignal): Promise<Outcome> {
  const [file, args] = commandLine(check);
  const options = {
    cwd: place.folder,
    env: { ...place.environment },
    timeout: check.timeout * 1000,
    killSignal: 'SIGKILL',
    signal,
  } as const;
  return new Promise((resolve) => {
    execFile(file, args, options, (error) => {
      if (!error) resolve({ passed: true });
      else resolve({ passed: false, why: failureOf(error, check) });
    });
  });
}

/** `CMD` runs a program, `CMD-SHELL` a line of shell (ECS API reference, HealthCheck). */
function commandLine({ command }: HealthCheck): [string, string[]] {
  const [kind, first = '', ...rest] = command;
  return kind === 'CMD-SHELL' ? ['/bin/sh', ['-c', first]] : [first, rest];
}

function failureOf(error: Error, check: HealthCheck): string {
  const { code, killed } = error as Error & { code?: number | string; killed?: boolean };
  if (killed) return `did not end within ${check.timeout} s`;
  return typeof code === 'number' ? `ended with exit code ${code}` : `cannot be run (${code})`;
}

/** Ends early, without an error, when nobody waits any longer. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}
