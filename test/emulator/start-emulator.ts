import type { TestContext } from 'node:test';
import type { RunOneOff } from './ecs/one-off-tasks.ts';
import { emptyMemory, forgetAll, type Memory } from './memory.ts';
import { Moto } from './moto.ts';
import { hasMoto, startMoto } from './moto-process.ts';
import type { Place } from './patch.ts';
import { BEDROCK_PATCHES } from './patches/bedrock-patches.ts';
import { CLOUDFORMATION_PATCHES } from './patches/cloudformation-patches.ts';
import { ecsPatches } from './patches/ecs-patches.ts';
import { QUOTA_PATCHES } from './patches/quota-patches.ts';
import { S3_PATCHES } from './patches/s3-patches.ts';
import { SCALING_PATCHES } from './patches/scaling-patches.ts';
import { startProxy } from './proxy.ts';
import { isBookkeeping, type WireCall, WireLog } from './wire/wire-log.ts';

export interface EmulatorOptions {
  /** How a task that is run once ends; without it, well and with nothing in its log. */
  readonly runTask?: RunOneOff;
}

/** An account of AWS on this machine. */
export interface Emulator {
  readonly place: Place;
  readonly url: string;
  /** Variables by which the SDK, in this process or another, finds it. */
  readonly env: Readonly<Record<string, string>>;
  /** Every request since the start or the last `forgetCalls`, in order. */
  readonly calls: () => readonly WireCall[];
  /** Those that change something. */
  readonly mutations: () => readonly WireCall[];
  /** Of these, all but writing locks, records and releases. */
  readonly changes: () => readonly WireCall[];
  readonly forgetCalls: () => void;
  /** What the proxy keeps; a test may look at it and change it. */
  readonly memory: Memory;
  /** moto behind the proxy; what is asked of it is not counted. */
  readonly moto: Moto;
  /** An empty account again. */
  readonly reset: () => Promise<void>;
  /** The end of what moto printed, for a test that fails. */
  readonly output: () => string;
}

/** The sample repository's `dev`. */
export const PLACE: Place = { account: '111111111111', region: 'us-west-2' };

/** Starts moto and the proxy before it; nothing where moto is not installed, and then the test is skipped. */
export async function startEmulator(
  t: Pick<TestContext, 'after' | 'skip'>,
  { runTask = () => ({ exitCode: 0, lines: [] }) }: EmulatorOptions = {},
): Promise<Emulator | undefined> {
  if (!hasMoto(t)) return undefined;
  const process = await startMoto(t, PLACE.account);
  const memory = emptyMemory();
  const moto = new Moto(process.url, PLACE.region);
  const log = new WireLog();
  const patches = [
    ...CLOUDFORMATION_PATCHES,
    ...ecsPatches(runTask),
    ...BEDROCK_PATCHES,
    ...QUOTA_PATCHES,
    ...S3_PATCHES,
    ...SCALING_PATCHES,
  ];
  const proxy = await startProxy(patches, log, { memory, moto, place: PLACE }, process.output);
  t.after(proxy.close);
  return {
    place: PLACE,
    url: proxy.url,
    env: {
      AWS_ENDPOINT_URL: proxy.url,
      AWS_REGION: PLACE.region,
      AWS_ACCESS_KEY_ID: 'emulator',
      AWS_SECRET_ACCESS_KEY: 'emulator',
      // Nothing of this machine's own settings is used.
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    calls: () => log.calls(),
    mutations: () => log.calls().filter(({ mutates }) => mutates),
    changes: () => log.calls().filter((call) => call.mutates && !isBookkeeping(call)),
    forgetCalls: () => log.forget(),
    memory,
    moto,
    output: process.output,
    reset: async () => {
      await moto.reset();
      forgetAll(memory);
      log.forget();
    },
  };
}

/** Sets variables in this process until the test ends, for clients that are made in it. */
export function useInThisProcess(
  t: Pick<TestContext, 'after'>,
  { env }: Pick<Emulator, 'env'>,
): void {
  const before = Object.keys(env).map((key) => [key, process.env[key]] as const);
  Object.assign(process.env, env);
  t.after(() => {
    for (const [key, value] of before) {
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
    }
  });
}
