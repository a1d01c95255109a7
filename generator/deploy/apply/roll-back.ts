import { type Diagnostic, Failure } from '../../diagnostics.ts';
import { explainError } from '../aws/explain-error.ts';
import type { Deployment } from '../deployment.ts';
import { finding } from '../fail.ts';
import { awaitHealthy } from '../health/await-healthy.ts';
import type { AppliedService } from '../services/applied-service.ts';
import { restoreService } from '../services/restore-service.ts';
import { restoreStack } from '../stacks/restore-stack.ts';
import type { Done } from './done.ts';
import { targetOf } from './health-target-of.ts';

/**
 * Puts back what a run changed, the last change first: services, then stacks. Goes on past what can't
 * be put back.
 *
 * @returns what could not be put back, and what to do about it
 */
export async function rollBack(
  deployment: Deployment,
  done: Done,
  token: string,
): Promise<Diagnostic[]> {
  const { stacks, services } = done;
  const works = [
    ...[...services.values()].reverse().map((one) => ({
      what: `service ${one.service}`,
      undo: () => restore(deployment, one),
    })),
    ...stacks
      .toReversed()
      .flatMap(({ stack, saved }) =>
        saved
          ? [{ what: `stack ${stack}`, undo: () => restoreStack(deployment, saved, { token }) }]
          : [],
      ),
  ];
  const left: Diagnostic[] = [];
  for (const { what, undo } of works) {
    try {
      await undo();
    } catch (error) {
      const explained = explainError(error);
      if (!(explained instanceof Failure)) throw explained;
      left.push(...explained.diagnostics.map((one) => couldNot(what, one)));
    }
  }
  return left;
}

/** A service that is put back is waited for: a rollback that does not run is none. */
async function restore(deployment: Deployment, applied: AppliedService): Promise<void> {
  if (!(await restoreService(deployment, applied)) || !applied.before) return;
  const { taskDefinition } = applied.before;
  await awaitHealthy(deployment, targetOf(deployment, { ...applied, taskDefinition }));
}

const couldNot = (what: string, { message, hint }: Diagnostic): Diagnostic =>
  finding('deploy/rollback', `${what} could not be put back: ${message}`, hint);
