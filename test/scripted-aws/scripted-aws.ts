import { createServer } from 'node:http';
import { type AwsOptions, makeAws } from '../../generator/deploy/aws/aws.ts';
import { LOOPBACK, listen } from '../../generator/local/listen.ts';
import type { Ending } from '../support/scratch.ts';
import { makeFaults } from './faults.ts';
import { type JumpingClock, jumpingClock } from './jumping-clock.ts';
import { serve } from './serve.ts';
import type { WireEntry } from './wire-log.ts';
import { makeWorld } from './world.ts';

export interface ScriptedOptions {
  readonly clock?: JumpingClock;
  readonly account?: string;
  readonly region?: string;
}

export type ScriptedAws = Awaited<ReturnType<typeof startScriptedAws>>;

/**
 * Starts an account of AWS on this machine. Until the test ends, the SDK's own environment variables
 * point to it, so that whatever the test runs in this process goes there.
 */
export async function startScriptedAws(t: Ending, options: ScriptedOptions = {}) {
  const { account = '222222222222', region = 'us-west-2', clock = jumpingClock() } = options;
  const world = makeWorld(account, region, clock);
  const faults = makeFaults();
  const log: WireEntry[] = [];
  const server = createServer((request, response) => {
    const ready = clock.busy();
    void serve(request, response, { world, faults, log }).finally(ready);
  });
  const url = `http://${LOOPBACK}:${await listen(server, 0, LOOPBACK)}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const env = environmentOf(url, region);
  const restore = setEnvironment(env);
  t.after(async () => {
    restore();
    await close();
  });
  /** Mutating requests that had an effect. */
  const mutations = () =>
    log.filter(
      ({ mutates, outcome }) => mutates && (outcome === 'cut after' || Number(outcome) < 300),
    );
  return { url, env, world, state: world.state, clock, faults, log, mutations, close };
}

/** By these variables the SDK comes here, and reads nothing of this machine. */
const environmentOf = (url: string, region: string) => ({
  AWS_ENDPOINT_URL: url,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'scripted',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
});

function setEnvironment(env: Readonly<Record<string, string>>): () => void {
  const ours = { ...env, AWS_PROFILE: undefined, AWS_SESSION_TOKEN: undefined };
  const before = Object.keys(ours).map((name) => [name, process.env[name]] as const);
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  for (const [name, value] of Object.entries(ours)) set(name, value);
  return () => {
    for (const [name, value] of before) set(name, value);
  };
}

/** Clients of a scripted account: its clock, and no pause before another attempt. */
export const awsOf = ({ clock, world }: ScriptedAws, options: AwsOptions = {}) =>
  makeAws(world.region, { clock, retryDelay: () => 0, ...options });
