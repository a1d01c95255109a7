import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { ioCode } from './disk.ts';

/** The process that holds a lock. */
export interface LockOwner {
  readonly pid: number;
  /** When the process started, in the kernel's clock ticks; 0 where the system does not say. */
  readonly started: string;
  /** Whose numbers of processes these are: two containers on one machine count apart. */
  readonly namespace: string;
  readonly host: string;
}

/** A lock of a machine that we can't ask about its processes is dead after this time. */
const FOREIGN_LOCK_MS = 10 * 60_000;

const NAME = /^lock-(\d+)-(\d+)-(\d+)-([\w.-]+)$/;

/** The owner stands in the name of the file, so that a lock is never there without it. */
export const lockName = ({ pid, started, namespace, host }: LockOwner): string =>
  `lock-${pid}-${started}-${namespace}-${host}`;

export function parseLockName(name: string): LockOwner | undefined {
  const [, pid, started, namespace, host] = NAME.exec(name) ?? [];
  if (!started || !namespace || !host) return undefined;
  return { pid: Number(pid), started, namespace, host };
}

export function thisProcess(): LockOwner {
  const { pid } = process;
  return { pid, started: startOf(pid) ?? '0', namespace: namespaceOfPids(), host: thisHost() };
}

/** Whether whoever made the lock still runs. */
export function isAlive(owner: LockOwner, file: string): boolean {
  if (owner.host !== thisHost() || owner.namespace !== namespaceOfPids()) {
    const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
    return Date.now() - mtimeMs < FOREIGN_LOCK_MS;
  }
  // The number alone is not enough: numbers are used again, in a container within seconds.
  const started = startOf(owner.pid);
  return (
    started !== undefined && (started === owner.started || [started, owner.started].includes('0'))
  );
}

/** When a process started; 0 where the system does not say; nothing when it does not run. */
function startOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of somebody else's runs, and may not be asked.
    if (ioCode(error) !== 'EPERM') return undefined;
  }
  try {
    // proc_pid_stat(5): after the name in brackets come the state and, as the 22nd field, the start.
    const [state, ...fields] =
      readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return state === 'Z' ? undefined : (fields[18] ?? '0');
  } catch {
    return '0';
  }
}

/** As it can stand in a file's name. */
const thisHost = () => hostname().replaceAll(/[^\w.-]/g, '_') || 'unknown';

function namespaceOfPids(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}
