import type { PlanOptions } from '../plan/plan.ts';
import { type Session, sessionOf } from '../session.ts';
import type { DeploymentRecord } from '../state/record.ts';
import { readRecords } from '../state/records.ts';
import { loadRelease } from '../state/releases.ts';
import { chooseRecord } from './choose-record.ts';

/** How Git is made to agree with what a rollback put back. */
export interface Revert {
  /** What has to be as it was, from the repository's root. */
  readonly paths: readonly string[];
  readonly commit: string;
  /** What to type. */
  readonly commands: readonly string[];
}

/** An earlier deployment, ready to be applied again. */
export interface Return {
  readonly to: DeploymentRecord;
  /** For the files of then. */
  readonly session: Session;
  readonly plan: PlanOptions;
  /** Nothing where the record names no commit, or the files differed from it. */
  readonly revert?: Revert;
}

/** Records that are looked through. */
const MOST = 500;

/**
 * Prepares the return to an earlier deployment: its files from the state bucket, and the revisions
 * that ran then.
 */
export async function prepareReturn(session: Session, number: number | undefined): Promise<Return> {
  const { deployment, bucket } = session;
  const { environment } = deployment.release;
  const to = chooseRecord(await readRecords(bucket, environment, MOST), number);
  const release = await loadRelease(bucket, environment, to.manifestHash);
  const revisions = Object.fromEntries(
    to.services.flatMap(({ service, taskDefinition }) =>
      taskDefinition ? [[service, taskDefinition]] : [],
    ),
  );
  const { root, actor } = session;
  const { aws, progress } = deployment;
  const revert = revertTo(to);
  return {
    to,
    session: sessionOf(release, aws, { root, actor, progress }),
    plan: { prune: false, seed: false, allowReplace: [], revisions },
    ...(revert && { revert }),
  };
}

function revertTo({ commit, isChanged, environment }: DeploymentRecord): Revert | undefined {
  if (commit === undefined || isChanged) return undefined;
  const folder = `environments/${environment}`;
  return {
    paths: [folder],
    commit,
    commands: [
      `git restore --source=${commit} --staged --worktree -- ${folder}`,
      `git commit -m "Take ${environment} back to ${commit.slice(0, 12)}"`,
    ],
  };
}
