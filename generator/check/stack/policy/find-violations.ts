import type { Libraries } from '../libraries/load-libraries.ts';
import type { Violation } from '../libraries/slow-findings.ts';

/** The policies that every stack is held against. */
const packsOf = ({ nag }: Libraries) => [nag.AwsSolutionsChecks, nag.NIST80053R5Checks];

/** What the policies have to say about an included template. A finding names each resource by itself. */
export function findViolations(
  libraries: Libraries,
  app: InstanceType<Libraries['core']['App']>,
): Violation[] {
  return packsOf(libraries).flatMap((Pack) =>
    new Pack(app)
      .validateScope(app)
      .violations.flatMap(({ ruleName, description, violatingResources }) =>
        violatingResources.map(({ constructPath = '' }) => ({
          rule: ruleName,
          resource: constructPath.split('/').at(-1) ?? '',
          message: description,
        })),
      ),
  );
}
