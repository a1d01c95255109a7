import { type Diagnostic, Failure } from '../../diagnostics.ts';
import { explainError } from '../aws/explain-error.ts';
import { endsTheRun } from '../fail.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan, PlanOptions } from '../plan/plan.ts';
import { type Live, readLive } from '../plan/read-live.ts';
import { refuseIfMoved } from '../plan/read-plan.ts';
import { requirePrerequisites } from '../prerequisites/require-prerequisites.ts';
import type { Session } from '../session.ts';
import { type Action, type Ledger, openLedger } from '../state/ledger.ts';
import type { DeploymentRecord, RecordResult } from '../state/record.ts';
import { type Done, nothingDone, recordedServices, recordedStacks } from './done.ts';
import { type Consent, execute } from './execute.ts';
import { rollBack } from './roll-back.ts';

export interface ApplyOptions extends Consent {
  readonly plan: PlanOptions;
  /** The plan that somebody saw; anything else is refused. */
  readonly expected?: Plan | undefined;
  /** Puts back what was changed when a later change fails. */
  readonly rollBack: boolean;
  readonly action: Action;
  /** Number of the record whose release is put back. */
  readonly restores?: number;
}

export interface Applied {
  readonly plan: Plan;
  /** None where the state bucket was not there before or after. */
  readonly record?: DeploymentRecord | undefined;
}

/**
 * Applies a release: under the environment's lock, after the prerequisites, with a record.
 *
 * @throws {Failure} with exit code 1 when something failed; what was changed is put back where that
 *   is safe, and the record says so
 */
export async function applyRelease(session: Session, options: ApplyOptions): Promise<Applied> {
  const ledger = await openLedger(session, options.action);
  try {
    const planned = await planNow(ledger.session, options);
    return await underRecord(ledger, planned, options);
  } finally {
    await ledger.close();
  }
}

interface Planned {
  readonly plan: Plan;
  readonly live: Live;
}

async function planNow({ deployment }: Session, options: ApplyOptions): Promise<Planned> {
  const live = await readLive(deployment, options.plan.revisions);
  const plan = makePlan(deployment.release, live, options.plan);
  if (options.expected) refuseIfMoved(options.expected, plan);
  await requirePrerequisites(deployment, plan, live);
  return { plan, live };
}

async function underRecord(
  ledger: Ledger,
  planned: Planned,
  options: ApplyOptions,
): Promise<Applied> {
  const done = nothingDone();
  await ledger.begin(options.restores);
  try {
    await execute(ledger.session, planned, options, done);
  } catch (thrown) {
    throw await afterFailure(ledger, explainError(thrown), options, done);
  }
  return { plan: planned.plan, record: await ledger.end(endingOf(done, 'succeeded')) };
}

const endingOf = (done: Done, result: RecordResult, failures?: readonly Diagnostic[]) => ({
  result,
  stacks: recordedStacks(done),
  services: recordedServices(done),
  ...(failures && { failures: failures.map(({ message }) => message) }),
});

/** @returns what to tell the user: why it failed, and what could not be put back */
async function afterFailure(
  ledger: Ledger,
  error: unknown,
  options: ApplyOptions,
  done: Done,
): Promise<unknown> {
  if (!(error instanceof Failure)) {
    await endQuietly(ledger, endingOf(done, 'failed'));
    return error;
  }
  // Where nothing can be put back now, the next apply compares and goes on.
  const isUndone = options.rollBack && !endsTheRun(error);
  const left = isUndone
    ? await rollBack(ledger.session.deployment, done, `${options.token}-back`)
    : [];
  const result = isUndone && left.length === 0 ? 'rolled-back' : 'failed';
  const failures = [...error.diagnostics, ...left];
  await endQuietly(ledger, endingOf(done, result, failures));
  return new Failure(failures, 1);
}

/** The record of a failure must not hide the failure itself; an open record is marked by the next run. */
async function endQuietly(ledger: Ledger, ending: Parameters<Ledger['end']>[0]): Promise<void> {
  try {
    await ledger.end(ending);
  } catch (error) {
    if (!(explainError(error) instanceof Failure)) throw error;
  }
}
