import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../generator/cli.ts';
import type { AwsCall } from '../../generator/deploy/aws/observe.ts';
import { makeRelease, type Release } from '../../generator/deploy/release/release.ts';
import type { DeploymentRecord } from '../../generator/deploy/state/record.ts';
import type { Diagnostic, ExitCode } from '../../generator/diagnostics.ts';
import { readyAccount } from '../scripted-aws/ready-account.ts';
import { type ScriptedAws, startScriptedAws } from '../scripted-aws/scripted-aws.ts';
import type { WireEntry } from '../scripted-aws/wire-log.ts';
import { type Ending, repository } from '../support/scratch.ts';
import { collectCall } from './collect-calls.ts';
import type { Files } from './reviewed-files.ts';
import { recordsOf } from './what-stands.ts';

/** One command, as far as tests look at it. */
export interface Ran {
  readonly code: ExitCode;
  /** Codes of the diagnostics, each once, sorted. */
  readonly codes: readonly string[];
  readonly messages: readonly string[];
  readonly hints: readonly string[];
  /** Lines of logs that are shown with them. */
  readonly excerpts: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: the result's JSON, whose shape each test knows
  readonly result: any;
  /** What people watched. */
  readonly lines: readonly string[];
  /** Requests that this run made. */
  readonly requests: readonly WireEntry[];
  /** Calls that this run made, also where another runs at the same time. */
  readonly calls: readonly AwsCall[];
  /** Records that it left. */
  readonly records: readonly DeploymentRecord[];
}

/** A repository on disk and an account of AWS that it is deployed to. */
export interface DeployWorld {
  readonly aws: ScriptedAws;
  readonly root: string;
  readonly environment: string;
  /** Puts reviewed files in the place of those that are there, as a merge does. */
  readonly merge: (files: Files) => void;
  /** The files that were merged last. */
  readonly release: () => Release;
  /** Runs a command of the generator for the environment. */
  readonly run: (command: string, ...options: string[]) => Promise<Ran>;
}

export interface WorldOptions {
  readonly environment?: string;
  readonly account?: string;
}

/** Makes a world in which files are merged, and state bucket and images stand ready. */
export async function makeDeployWorld(
  t: Ending,
  files: Files,
  { environment = 'staging', account = '222222222222' }: WorldOptions = {},
): Promise<DeployWorld> {
  const aws = await startScriptedAws(t, { account });
  const root = mkdtempSync(join(tmpdir(), 'deployment-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'environments', environment, 'rendered');
  let merged = files;
  const release = () => makeRelease(environment, merged);
  const merge = (next: Files) => {
    merged = next;
    rmSync(folder, { recursive: true, force: true });
    for (const [path, text] of next) write(join(folder, path), text);
    readyAccount(aws, release());
  };
  mkdirSync(join(root, 'sample-data'));
  copyFileSync(join(repository, CATALOG), join(root, CATALOG));
  merge(files);
  const run = async (command: string, ...options: string[]) => {
    const before = recordsOf(world).length;
    const ran = await runCommand(aws, root, [command, environment, ...options]);
    return { ...ran, records: recordsOf(world).slice(before) };
  };
  const world: DeployWorld = { aws, root, environment, merge, release, run };
  return world;
}

const CATALOG = 'sample-data/product-catalog.json';

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

async function runCommand(
  aws: ScriptedAws,
  root: string,
  args: string[],
): Promise<Omit<Ran, 'records'>> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const calls: AwsCall[] = [];
  const begin = aws.log.length;
  const code = await main(
    [...args, '--format', 'json'],
    root,
    { stdout: (text) => stdout.push(text), stderr: (text) => stderr.push(text) },
    {
      clock: aws.clock,
      retryDelay: () => 0,
      observe: (call: AwsCall) => {
        calls.push(call);
        collectCall(aws.world.account, call);
      },
    },
  );
  const result = stdout.length > 0 ? JSON.parse(stdout.join('\n')) : undefined;
  const diagnostics: readonly Diagnostic[] = result?.diagnostics ?? [];
  return {
    code,
    codes: [...new Set(diagnostics.map((one) => one.code))].sort(),
    messages: diagnostics.map(({ message }) => message),
    hints: diagnostics.map(({ hint = '' }) => hint),
    excerpts: diagnostics.flatMap(({ excerpt = [] }) => excerpt),
    result,
    lines: stderr,
    requests: aws.log.slice(begin),
    calls,
  };
}

/** Mutating requests of a run that had an effect, as `service:Operation`. */
export const mutationsOf = ({ requests }: Ran): string[] =>
  requests
    .filter(({ mutates, outcome }) => mutates && (outcome === 'cut after' || Number(outcome) < 300))
    .map(({ service, operation }) => `${service}:${operation}`);
