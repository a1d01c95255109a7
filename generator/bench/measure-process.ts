import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ENTRY = join(dirname(fileURLToPath(import.meta.url)), '../index.ts');
const TSX = import.meta.resolve('tsx');
const TSX_COMMAND = fileURLToPath(import.meta.resolve('tsx/cli'));

/** Makes a process write its peak memory in KiB to file descriptor 3 when it ends. */
const REPORT_MEMORY = `data:text/javascript,${encodeURIComponent(
  `import { writeSync } from 'node:fs';
   process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));`,
)}`;

/** One run of a whole process. */
export interface Run {
  readonly seconds: number;
  /** In MiB; of the process itself, not of those that it starts. */
  readonly peakMemory: number;
}

export interface Program {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** The generator's command line in a folder, as people run it: with `CI` set it keeps no cache. */
export const generator = (args: readonly string[], cwd: string): Program => ({
  args: ['--import', TSX, ENTRY, ...args],
  cwd,
  env: { CI: undefined },
});

/** The same through the command `tsx`, which starts a second process for it. */
export const throughTsx = (args: readonly string[], cwd: string): Program => ({
  ...generator(args, cwd),
  args: [TSX_COMMAND, ENTRY, ...args],
});

/** Runs Node once and measures it. @throws {Error} when the process fails */
export function measure({ args, cwd, env }: Program): Run {
  const began = performance.now();
  const { status, stderr, output } = spawnSync(
    process.execPath,
    ['--import', REPORT_MEMORY, ...args],
    {
      cwd,
      env: { ...process.env, ...env },
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      maxBuffer: 2 ** 28,
    },
  );
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${stderr}`);
  return { seconds, peakMemory: Number(output[3]) / 1024 };
}

/** What several runs of the same say. */
export interface Summary {
  readonly median: number;
  readonly slowest: number;
  readonly peakMemory: number;
}

/** @param prepare runs before each, outside of the measured time */
export function measureOften(
  program: Program,
  times: number,
  prepare: () => void = () => {},
): Summary {
  const runs = Array.from({ length: times }, () => {
    prepare();
    return measure(program);
  });
  const seconds = runs.map((run) => run.seconds).sort((a, b) => a - b);
  return {
    median: seconds[Math.floor(seconds.length / 2)] ?? 0,
    slowest: seconds.at(-1) ?? 0,
    peakMemory: Math.max(...runs.map((run) => run.peakMemory)),
  };
}
