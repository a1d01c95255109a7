import { explained } from '../deploy/aws/explain-error.ts';
import { type DestroyOptions, destroy, refuseDestroy } from '../deploy/destroy/destroy.ts';
import { finding } from '../deploy/fail.ts';
import { requireAccount } from '../deploy/prerequisites/require-prerequisites.ts';
import { openSession } from '../deploy/session.ts';
import { type ExitCode, Failure } from '../diagnostics.ts';
import { printResult } from '../report/output.ts';
import { askFor } from './ask.ts';
import { type DeployPlace, withSurroundings } from './deploy-surroundings.ts';

export interface DestroyCommandOptions extends DestroyOptions {
  /** The environment's name once more. */
  readonly confirm?: string | undefined;
}

/** `destroy`: removes an environment from AWS; its files stay. */
export async function runDestroy(
  place: DeployPlace,
  environment: string,
  options: DestroyCommandOptions,
): Promise<ExitCode> {
  return withSurroundings(place, environment, (surroundings) =>
    explained(async (): Promise<ExitCode> => {
      const session = openSession(environment, surroundings);
      refuseDestroy(session, options);
      await requireAccount(session.deployment);
      if (options.confirm === undefined) {
        await askFor(
          environment,
          `This removes everything of ${environment}, its data too.`,
          `\`--confirm ${environment}\``,
        );
      } else if (options.confirm !== environment) throw new Failure([otherName(environment)]);
      const { record, kept } = await destroy(session, options);
      printResult(place.output, place.root, {
        schema: 'destroy/v1',
        value: { environment, kept, ...(record && { record }) },
        text: [`${environment}: destroyed`, ...kept.map((what) => `  kept: ${what}`)].join('\n'),
      });
      return 0;
    }),
  );
}

const otherName = (environment: string) =>
  finding(
    'deploy/confirm',
    'the name after `--confirm` is not the environment’s',
    `say \`--confirm ${environment}\` if you mean it`,
  );
