import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

const GUARD = fileURLToPath(new URL('orphan-guard-process.ts', import.meta.url));

/** Ends the services of a runner that ended without doing so. */
export interface OrphanGuard {
  watch(pid: number): void;
  forget(pid: number): void;
  close(): void;
}

/**
 * Starts a process that outlives the runner for a moment: when the pipe to it breaks, for whatever
 * reason, a crash and SIGKILL among them, it kills the process groups that it was told of.
 */
export function startOrphanGuard(): OrphanGuard {
  const guard = spawn(process.execPath, [GUARD], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
    detached: true,
  });
  const pipe = guard.stdin as Socket;
  // The guard is a precaution: neither its end nor its pipe may end or hold the runner.
  guard.on('error', () => {});
  pipe.on('error', () => {});
  guard.unref();
  pipe.unref();
  return {
    watch: (pid) => pipe.write(`+${pid}\n`),
    forget: (pid) => pipe.write(`-${pid}\n`),
    close: () => pipe.end(),
  };
}
