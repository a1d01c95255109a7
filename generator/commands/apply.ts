import { randomUUID } from 'node:crypto';
import { applyRelease } from '../deploy/apply/apply-release.ts';
import { explained } from '../deploy/aws/explain-error.ts';
import { makePlan } from '../deploy/plan/make-plan.ts';
import { hasChanges, type Plan, type PlanOptions } from '../deploy/plan/plan.ts';
import { readLive } from '../deploy/plan/read-live.ts';
import { readPlan } from '../deploy/plan/read-plan.ts';
import { findMissing, requireAccount } from '../deploy/prerequisites/require-prerequisites.ts';
import { openSession, type Session } from '../deploy/session.ts';
import type { ExitCode } from '../diagnostics.ts';
import { drawPlan } from '../report/draw-plan.ts';
import { printDiagnostics, printResult } from '../report/output.ts';
import { wantsColour } from '../report/paint.ts';
import { askFor } from './ask.ts';
import { type DeployPlace, withSurroundings } from './deploy-surroundings.ts';

export interface ApplyCommandOptions {
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly rollBack: boolean;
  /** Path of a plan that a dry run wrote. */
  readonly plan?: string | undefined;
  readonly options: PlanOptions;
}

/** `apply`: brings an environment in line with its rendered files. */
export async function runApply(
  place: DeployPlace,
  environment: string,
  options: ApplyCommandOptions,
): Promise<ExitCode> {
  return withSurroundings(place, environment, (surroundings) =>
    explained(async (): Promise<ExitCode> => {
      const session = openSession(environment, surroundings);
      const asked = options.plan ? readPlan(options.plan, session.deployment.release) : undefined;
      await requireAccount(session.deployment);
      if (options.dryRun) return dryRun(session, place, options);
      const expected = asked ?? (await confirmed(session, place, options));
      const applied = await applyRelease(session, {
        plan: expected?.options ?? options.options,
        expected,
        token: randomUUID(),
        yes: options.yes,
        rollBack: options.rollBack,
        action: 'apply',
      });
      printApplied(place, environment, applied);
      return 0;
    }),
  );
}

/** Shows what would happen, and all that is missing for it. */
async function dryRun(
  session: Session,
  place: DeployPlace,
  { options }: ApplyCommandOptions,
): Promise<ExitCode> {
  const { deployment } = session;
  const live = await readLive(deployment);
  const plan = makePlan(deployment.release, live, options);
  const missing = await findMissing(deployment, plan, live);
  const { root, output } = place;
  const { schema, ...value } = plan;
  printResult(output, root, { schema, value, text: drawPlan(plan, colourOf()) });
  if (missing.length === 0) return 0;
  // With JSON the plan is the result, and there can be only one.
  printDiagnostics({ ...output, format: 'text' }, root, missing);
  return missing.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** Shows the plan and asks, unless `--yes` was said. What was seen is then what is done. */
async function confirmed(
  { deployment }: Session,
  { output }: DeployPlace,
  { yes, options }: ApplyCommandOptions,
): Promise<Plan | undefined> {
  if (yes) return undefined;
  const plan = makePlan(deployment.release, await readLive(deployment), options);
  output.stderr(drawPlan(plan, colourOf()));
  if (hasChanges(plan)) await askFor('yes', 'Apply this?', '`--yes`');
  return plan;
}

function printApplied(
  { root, output }: DeployPlace,
  environment: string,
  { plan, record }: Awaited<ReturnType<typeof applyRelease>>,
): void {
  const number = record ? `, deployment ${record.number}` : '';
  const said = hasChanges(plan) ? 'applied' : 'nothing to change';
  printResult(output, root, {
    schema: 'apply/v1',
    value: { environment, isChanged: hasChanges(plan), ...(record && { record }), plan },
    text: `${drawPlan(plan, colourOf())}\n${environment}: ${said}${number}`,
  });
}

const colourOf = (): boolean => wantsColour(process.stdout);
