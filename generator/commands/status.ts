import { explained } from '../deploy/aws/explain-error.ts';
import { openSession } from '../deploy/session.ts';
import { readStatus } from '../deploy/status/read-status.ts';
import type { ExitCode } from '../diagnostics.ts';
import { drawStatus } from '../report/draw-status.ts';
import { printResult } from '../report/output.ts';
import { type DeployPlace, withSurroundings } from './deploy-surroundings.ts';

/** `status`: what runs, from which commit, and how it is. */
export async function runStatus(place: DeployPlace, environment: string): Promise<ExitCode> {
  return withSurroundings(place, environment, (surroundings) =>
    explained(async (): Promise<ExitCode> => {
      const status = await readStatus(openSession(environment, surroundings));
      printResult(place.output, place.root, {
        schema: 'status/v1',
        value: status,
        text: drawStatus(status),
      });
      return 0;
    }),
  );
}
