import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../diagnostics.ts';
import { drawLogLine } from './log-lines.ts';

/** How many lines are kept to tell what a process said last. */
const KEPT_LINES = 3;

/** How long output may still arrive from a process that has ended. */
const LAST_OUTPUT_MS = 500;

export interface ProcessOptions {
  readonly service: string;
  readonly command: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
}

export interface RunningProcess {
  readonly pid: number;
  /** Settles when the process and all that it wrote are over, in words: `ended with exit code 1`. */
  readonly exited: Promise<string>;
  /** The last lines that it wrote, in one line; empty if it wrote none. */
  lastWords(): string;
  /** SIGTERM, then SIGKILL after the grace period. */
  end(graceMs: number): Promise<void>;
  /** SIGKILL, to its children too. */
  kill(): void;
}

/** @throws {Failure} `local/command` when there is no such command */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const child = await spawnChild(options);
  const pid = child.pid as number;
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream as Readable }).on('line', (line) => {
      options.onLine(line);
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
    });
  }
  const kill = () => killGroup(pid);
  const exited = whenOver(child, kill);
  let ending: Promise<void> | undefined;
  return {
    pid,
    exited,
    kill,
    lastWords: () =>
      lines.map((line) => drawLogLine(line, { colour: false, time: false })[0]).join(' | '),
    end: (graceMs) => {
      // Once only: many programs take a second SIGTERM as an order to drop everything.
      ending ??= endChild(child, exited, kill, graceMs);
      return ending;
    },
  };
}

/**
 * A group of its own: Ctrl-C in the terminal must reach the runner alone, which then ends the
 * services in their order, and what a service leaves behind can be ended with it.
 */
async function spawnChild(options: ProcessOptions): Promise<ChildProcess> {
  const [file = '', ...args] = options.command;
  const child = spawn(file, args, {
    cwd: options.folder,
    env: { ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  try {
    await once(child, 'spawn');
    return child;
  } catch (error) {
    throw notStarted(options, error as NodeJS.ErrnoException);
  }
}

function notStarted(
  { service, command }: ProcessOptions,
  { code }: NodeJS.ErrnoException,
): Failure {
  const why = code === 'ENOENT' ? 'does not exist' : `cannot be run (${code})`;
  return new Failure([
    {
      code: 'local/command',
      severity: 'error',
      message: `the command \`${command[0]}\` of ${service} ${why}`,
      hint: `its task definition says \`${command.join(' ')}\`: install it, or correct \`command\` in the config`,
    },
  ]);
}

async function endChild(
  child: ChildProcess,
  exited: Promise<string>,
  kill: () => void,
  graceMs: number,
): Promise<void> {
  const timer = setTimeout(kill, graceMs);
  child.kill('SIGTERM');
  await exited;
  clearTimeout(timer);
}

async function whenOver(child: ChildProcess, kill: () => void): Promise<string> {
  const closed = once(child, 'close');
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  // As with a container, nothing outlives its first process.
  kill();
  await Promise.race([closed, sleep(LAST_OUTPUT_MS, undefined, { ref: false })]);
  child.stdout?.destroy();
  child.stderr?.destroy();
  return signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // Nobody is left in the group.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
