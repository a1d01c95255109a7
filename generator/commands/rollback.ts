import { randomUUID } from 'node:crypto';
import { applyRelease } from '../deploy/apply/apply-release.ts';
import { explained } from '../deploy/aws/explain-error.ts';
import { makePlan } from '../deploy/plan/make-plan.ts';
import { hasChanges, type Plan } from '../deploy/plan/plan.ts';
import { readLive } from '../deploy/plan/read-live.ts';
import { requireAccount } from '../deploy/prerequisites/require-prerequisites.ts';
import { prepareReturn, type Return } from '../deploy/rollback/roll-back-to.ts';
import { openSession } from '../deploy/session.ts';
import type { DeploymentRecord } from '../deploy/state/record.ts';
import type { ExitCode } from '../diagnostics.ts';
import { drawPlan } from '../report/draw-plan.ts';
import { printResult } from '../report/output.ts';
import { wantsColour } from '../report/paint.ts';
import { askFor } from './ask.ts';
import { type DeployPlace, withSurroundings } from './deploy-surroundings.ts';

export interface RollbackOptions {
  /** Number of a deployment; without it the one before. */
  readonly to?: number | undefined;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly allowReplace: readonly string[];
}

/** `rollback`: puts back what an earlier deployment ran, and says how Git is made to agree. */
export async function runRollback(
  place: DeployPlace,
  environment: string,
  options: RollbackOptions,
): Promise<ExitCode> {
  return withSurroundings(place, environment, (surroundings) =>
    explained(async (): Promise<ExitCode> => {
      const session = openSession(environment, surroundings);
      await requireAccount(session.deployment);
      const back = await prepareReturn(session, options.to);
      const { deployment } = back.session;
      const asked = { ...back.plan, allowReplace: options.allowReplace };
      const live = await readLive(deployment, asked.revisions);
      const plan = makePlan(deployment.release, live, asked);
      if (options.dryRun) return print(place, { back, plan });
      if (!options.yes) {
        place.output.stderr(drawRollback(back, plan));
        await askFor('yes', `Go back to deployment ${back.to.number}?`, '`--yes`');
      }
      const { record } = await applyRelease(back.session, {
        plan: asked,
        expected: plan,
        token: randomUUID(),
        yes: options.yes,
        rollBack: true,
        action: 'rollback',
        restores: back.to.number,
      });
      return print(place, { back, plan, record });
    }),
  );
}

interface Rolled {
  readonly back: Return;
  readonly plan: Plan;
  readonly record?: DeploymentRecord | undefined;
}

function print({ root, output }: DeployPlace, { back, plan, record }: Rolled): ExitCode {
  const { to, revert } = back;
  const { environment, number, commit } = to;
  printResult(output, root, {
    schema: 'rollback/v1',
    value: {
      environment,
      to: { number, ...(commit && { commit }) },
      isChanged: hasChanges(plan),
      ...(revert && { revert }),
      ...(record && { record }),
      plan,
    },
    text: [
      drawRollback(back, plan),
      ...(record ? [`${environment}: went back to deployment ${number}`] : []),
      revert
        ? `The next apply of main would undo this. Make Git agree:\n${revert.commands.map((line) => `  ${line}`).join('\n')}`
        : 'The record names no commit whose files these are; make Git agree by hand.',
    ].join('\n'),
  });
  return 0;
}

function drawRollback({ to }: Return, plan: Plan): string {
  const { number, commit, started, by } = to;
  const from = commit ? `, commit ${commit.slice(0, 12)}` : '';
  return `back to deployment ${number} (${started}, ${by}${from})\n${drawPlan(plan, wantsColour(process.stdout))}`;
}
