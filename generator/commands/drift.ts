import { randomUUID } from 'node:crypto';
import { applyRelease } from '../deploy/apply/apply-release.ts';
import { explained } from '../deploy/aws/explain-error.ts';
import { type Drift, readDrift } from '../deploy/drift/read-drift.ts';
import { requireAccount } from '../deploy/prerequisites/require-prerequisites.ts';
import { openSession } from '../deploy/session.ts';
import type { ExitCode } from '../diagnostics.ts';
import { drawDrift } from '../report/draw-drift.ts';
import { printResult } from '../report/output.ts';
import { askFor } from './ask.ts';
import { type DeployPlace, withSurroundings } from './deploy-surroundings.ts';

export interface DriftOptions {
  /** Applies the files again, and lets CloudFormation put resources back. */
  readonly fix: boolean;
  readonly yes: boolean;
}

/** `drift`: exit 3 where what is deployed differs from the rendered files. */
export async function runDrift(
  place: DeployPlace,
  environment: string,
  { fix, yes }: DriftOptions,
): Promise<ExitCode> {
  return withSurroundings(place, environment, (surroundings) =>
    explained(async (): Promise<ExitCode> => {
      const session = openSession(environment, surroundings);
      await requireAccount(session.deployment);
      const drift = await readDrift(session.deployment);
      const isDrifted = drift.steps.length + drift.resources.length > 0;
      if (!fix || !isDrifted) {
        print(place, drift, isDrifted, false);
        return isDrifted ? 3 : 0;
      }
      if (!yes) {
        place.output.stderr(drawDrift(drift));
        await askFor('yes', 'Put this back?', '`--yes`');
      }
      await applyRelease(session, {
        plan: drift.plan.options,
        expected: drift.plan,
        revertDrift: drift.resources.map(({ stack }) => stack),
        token: randomUUID(),
        yes,
        rollBack: true,
        action: 'fix',
      });
      print(place, drift, isDrifted, true);
      return 0;
    }),
  );
}

function print(
  { root, output }: DeployPlace,
  drift: Drift,
  isDrifted: boolean,
  isFixed: boolean,
): void {
  const { environment, steps, resources, unchecked } = drift;
  printResult(output, root, {
    schema: 'drift/v1',
    value: { environment, isDrifted, isFixed, steps, resources, unchecked },
    text: `${drawDrift(drift)}${isFixed ? '\nput back' : ''}`,
  });
}
