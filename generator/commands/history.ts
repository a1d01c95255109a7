import { explained } from '../deploy/aws/explain-error.ts';
import { openSession } from '../deploy/session.ts';
import { readHistory } from '../deploy/status/read-status.ts';
import type { ExitCode } from '../diagnostics.ts';
import { drawHistory } from '../report/draw-history.ts';
import { printResult } from '../report/output.ts';
import { type DeployPlace, withSurroundings } from './deploy-surroundings.ts';

/** `history`: the newest deployments first. @param most at most so many */
export async function runHistory(
  place: DeployPlace,
  environment: string,
  most: number,
): Promise<ExitCode> {
  return withSurroundings(place, environment, (surroundings) =>
    explained(async (): Promise<ExitCode> => {
      const session = openSession(environment, surroundings);
      const records = await readHistory(session, most);
      printResult(place.output, place.root, {
        schema: 'history/v1',
        value: { environment, records },
        text: drawHistory(environment, records),
      });
      return 0;
    }),
  );
}
