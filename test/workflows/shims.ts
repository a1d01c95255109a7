import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

export interface Shim {
  readonly tool: string;
  /** Pattern of Bash for the arguments that it answers. */
  readonly when: string;
  /** What it does then. */
  readonly answer: string;
  readonly isOnlyIfMissing?: true;
}

/**
 * What the executed steps do not get for real, and why. Each stand-in writes its call down; every other
 * command, and every other call of these, is the machine's own.
 */
const SHIMS: readonly Shim[] = [
  // The whole suite holds this very test: run within it, it would never end.
  { tool: 'npm', when: 'run check', answer: 'exit 0' },
  // A test installs nothing outside its folder.
  { tool: 'pip', when: 'install *', answer: 'exit 0' },
  // Present on GitHub's runners.
  { tool: 'google-chrome', when: '*', answer: 'exit 0', isOnlyIfMissing: true },
  { tool: 'shellcheck', when: '*', answer: 'exit 0', isOnlyIfMissing: true },
];

/** Doing it again in the same checkout shows nothing new. */
const INSTALLED: Shim = { tool: 'npm', when: 'ci', answer: 'exit 0' };

export interface Shims {
  /** The `PATH` on which the stand-ins stand first. */
  readonly path: string;
  /** File with the calls that stand-ins answered, a line each. */
  readonly calls: string;
}

/**
 * @param isInstalled whether `npm ci` was run for real in this checkout
 * @param others what a test answers itself; it comes before the rest
 */
export function makeShims(
  folder: string,
  isInstalled: boolean,
  others: readonly Shim[] = [],
): Shims {
  const calls = join(folder, 'calls.txt');
  const folders = (process.env.PATH ?? '').split(delimiter).filter((one) => !isOfPackages(one));
  const path = [dirname(process.execPath), ...folders].join(delimiter);
  const wanted = [...others, ...SHIMS, ...(isInstalled ? [INSTALLED] : [])].filter(
    ({ tool, isOnlyIfMissing }) => !isOnlyIfMissing || find(tool, path) === '',
  );
  writeFileSync(calls, '');
  mkdirSync(join(folder, 'bin'));
  for (const [tool, shims] of Map.groupBy(wanted, (shim) => shim.tool)) {
    const real = find(tool, path);
    const branches = shims.map(
      ({ when, answer }) =>
        `  ${when.replaceAll(' ', '\\ ')}) printf '%s\\n' "${tool} $*" >> '${calls}'; ${answer} ;;`,
    );
    const rest = real ? [`  *) exec '${real}' "$@" ;;`] : [];
    const lines = ['#!/bin/bash', 'case "$*" in', ...branches, ...rest, 'esac', ''];
    writeFileSync(join(folder, 'bin', tool), lines.join('\n'), { mode: 0o755 });
  }
  return { path: [join(folder, 'bin'), path].join(delimiter), calls };
}

/** The tests' own packages are not those of the checkout. */
const isOfPackages = (folder: string) => folder.includes('node_modules');

const find = (tool: string, path: string) =>
  spawnSync('which', [tool], { encoding: 'utf8', env: { PATH: path } }).stdout.trim();
