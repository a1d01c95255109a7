import type { Clock } from '../aws/clock.ts';
import { nameOf } from '../aws/error-facts.ts';
import { withClock } from '../aws/with-clock.ts';
import type { Session } from '../session.ts';
import { keepingLock, type Lock, lockKey, takeLock } from './lock.ts';
import type { DeploymentRecord } from './record.ts';
import { beginRecord, type OpenRecord } from './records.ts';
import { saveRelease } from './releases.ts';

export type Action = DeploymentRecord['action'];

/** What the run has to say about itself in the end. */
export type Ending = Pick<DeploymentRecord, 'result' | 'stacks' | 'services'> &
  Partial<Pick<DeploymentRecord, 'failures'>>;

/** The lock and the record of one run. */
export interface Ledger {
  /** The session, with a clock whose every wait keeps the lock. */
  readonly session: Session;
  /** Writes that the run changes something from here on. */
  readonly begin: (restores?: number) => Promise<void>;
  readonly end: (ending: Ending) => Promise<DeploymentRecord | undefined>;
  /** Gives the lock back. */
  readonly close: () => Promise<void>;
}

/**
 * Takes the lock of an environment. An account's own first apply makes the bucket that would hold it:
 * it runs without, and leaves its record when the bucket is there.
 */
export async function openLedger(session: Session, action: Action): Promise<Ledger> {
  const { bucket, deployment, actor } = session;
  const { release, aws } = deployment;
  const lock = (await isFirstOfAccount(session))
    ? undefined
    : await takeLock(bucket, aws.clock, release.environment, actor, action);
  let open: OpenRecord | undefined;
  let restored: number | undefined;
  const started = iso(aws.clock);
  const begin = async () => {
    const { manifestHash, environment } = release;
    const { by, run, commit, isChanged } = actor;
    open = await beginRecord(bucket, {
      environment,
      action,
      by,
      ...(run && { run }),
      ...(commit && { commit }),
      ...(isChanged && { isChanged }),
      manifestHash,
      ...(restored !== undefined && { restores: restored }),
      started,
      stacks: [],
      services: [],
    });
    await saveRelease(bucket, release);
  };
  return {
    session: lock ? keeping(session, lock) : session,
    begin: async (restores) => {
      restored = restores;
      if (lock) await begin();
    },
    end: async (ending) => {
      if (!open && !lock && !(await isMissing(session))) await begin();
      return open?.end({ ...ending, ended: iso(aws.clock) });
    },
    close: async () => lock?.release(),
  };
}

function keeping(session: Session, lock: Lock): Session {
  const { deployment } = session;
  const aws = withClock(deployment.aws, keepingLock(deployment.aws.clock, lock));
  return { ...session, deployment: { ...deployment, aws } };
}

const isFirstOfAccount = async (session: Session): Promise<boolean> =>
  session.deployment.release.manifest.target === 'account' && isMissing(session);

async function isMissing({ bucket, deployment }: Session): Promise<boolean> {
  try {
    await bucket.read(lockKey(deployment.release.environment));
    return false;
  } catch (error) {
    if (nameOf(error) === 'NoSuchBucket') return true;
    throw error;
  }
}

const iso = ({ now }: Clock): string => new Date(now()).toISOString();
