import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listEnvironments } from '../config/load-config.ts';

/**
 * Times the generator's commands as whole processes, each started cold, and prints the medians with
 * machine and date. A measurement, never a test: `npm run bench:generator`.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const entry = join(root, 'generator/index.ts');
const RUNS = 5;

function secondsOf(args: readonly string[]): number {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', entry, ...args], {
    cwd: root,
    stdio: 'ignore',
  });
  if (status !== 0) throw new Error(`generator ${args.join(' ')} ended with ${status}`);
  return (performance.now() - began) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const commands = [
  ['--help'],
  ...listEnvironments(root).map((environment) => ['render', '--check', environment]),
  ['render', '--check'],
  ['validate'],
];

const { model = 'unknown processor' } = cpus()[0] ?? {};
const lines = [
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${model}, Node ${process.versions.node}, ${RUNS} cold runs each`,
  '',
  '| command | median s | slowest s |',
  '| --- | --- | --- |',
  ...commands.map((args) => {
    secondsOf(args);
    const runs = Array.from({ length: RUNS }, () => secondsOf(args));
    return `| \`${args.join(' ')}\` | ${median(runs).toFixed(2)} | ${Math.max(...runs).toFixed(2)} |`;
  }),
];
process.stdout.write(`${lines.join('\n')}\n`);
