import { randomUUID } from 'node:crypto';
import type { Clock } from '../aws/clock.ts';
import { failed } from '../fail.ts';
import type { Actor } from './actor.ts';
import type { StateBucket, Stored } from './state-bucket.ts';

/** What stands in the lock: who holds it, and until when if nothing more is heard. */
interface LockText {
  readonly schema: 'lock/v1';
  readonly environment: string;
  /** Tells two runs of one person apart. */
  readonly token: string;
  readonly action: string;
  readonly by: string;
  readonly run?: string;
  readonly since: string;
  readonly expires: string;
}

/** Longer than any pause between two signs of life; a killed run blocks others no longer than this. */
const EXPIRES_AFTER_MS = 15 * 60_000;
const RENEWED_AFTER_MS = 2 * 60_000;

/** A held lock. */
export interface Lock {
  /** Renews it when it is time. @throws {Failure} `deploy/lock-lost` when another run has taken it */
  readonly keep: () => Promise<void>;
  readonly release: () => Promise<void>;
}

export const lockKey = (environment: string): string => `environments/${environment}/lock.json`;

/**
 * Takes an environment's lock. One that expired is taken over.
 *
 * @throws {Failure} `deploy/locked` when another run holds it, and says who
 */
export async function takeLock(
  bucket: StateBucket,
  clock: Clock,
  environment: string,
  { by, run }: Actor,
  action: string,
): Promise<Lock> {
  const key = lockKey(environment);
  const token = randomUUID();
  const since = iso(clock.now());
  const text = (): string => {
    const expires = iso(clock.now() + EXPIRES_AFTER_MS);
    const own = { environment, token, action, by, ...(run && { run }) };
    return JSON.stringify(
      { schema: 'lock/v1', ...own, since, expires } satisfies LockText,
      null,
      2,
    );
  };
  let held = (await bucket.create(key, text())) ?? (await takeOver(bucket, clock, key, text));
  let renewed = clock.now();
  return {
    keep: async () => {
      if (clock.now() - renewed < RENEWED_AFTER_MS) return;
      const next = await bucket.replace(key, text(), held.etag);
      if (!next) throw await lost(bucket, key, environment);
      held = next;
      renewed = clock.now();
    },
    release: () => bucket.remove(key, held.etag),
  };
}

/** Who holds an environment's lock now, in words; nothing when nobody does. */
export async function readHolder(
  bucket: StateBucket,
  clock: Clock,
  environment: string,
): Promise<string | undefined> {
  const found = await bucket.read(lockKey(environment));
  if (!found || hasExpired(found, clock)) return undefined;
  const { by = 'somebody', run, action, since } = readLock(found.text);
  return `${by}${run ? ` (${run})` : ''}, ${action} since ${since}`;
}

async function takeOver(
  bucket: StateBucket,
  clock: Clock,
  key: string,
  text: () => string,
): Promise<Stored> {
  const found = await bucket.read(key);
  const taken = !found
    ? await bucket.create(key, text())
    : hasExpired(found, clock) && (await bucket.replace(key, text(), found.etag));
  if (taken) return taken;
  throw locked(readLock((await bucket.read(key))?.text));
}

const hasExpired = ({ text }: Stored, clock: Clock): boolean =>
  Date.parse(readLock(text).expires ?? '') < clock.now();

function readLock(text: string | undefined): Partial<LockText> {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
}

function locked({ environment, action, by, run, since, expires }: Partial<LockText>) {
  const who = `${by ?? 'somebody'}${run ? ` (${run})` : ''}`;
  return failed(
    'deploy/locked',
    `${who} has been changing ${environment ?? 'this environment'} since ${since ?? 'just now'} (${action ?? 'apply'})`,
    `wait until it has ended; a run that was killed frees the lock at ${expires ?? 'its expiry'}`,
  );
}

async function lost(bucket: StateBucket, key: string, environment: string) {
  const { by = 'somebody' } = readLock((await bucket.read(key))?.text);
  return failed(
    'deploy/lock-lost',
    `${by} took over the lock of ${environment}, because this run gave no sign of life for too long; this run stopped`,
    `see \`npx tsx generator status ${environment}\` before applying again`,
  );
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A clock whose every wait keeps the lock: whatever waits for AWS gives a sign of life. */
export const keepingLock = (clock: Clock, { keep }: Lock): Clock => ({
  now: clock.now,
  sleep: async (milliseconds) => {
    await clock.sleep(milliseconds);
    await keep();
  },
});
