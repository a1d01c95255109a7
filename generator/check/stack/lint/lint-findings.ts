import { z } from 'zod';

/** One finding of cfn-lint about a template text. */
export const lintFindings = z.array(
  z.object({
    rule: z.string(),
    severity: z.enum(['error', 'warning']),
    message: z.string(),
    path: z.array(z.union([z.string(), z.number()])),
    line: z.int().min(1),
  }),
);
export type LintFinding = z.infer<typeof lintFindings>[number];

/** `cfn-lint --format json`, as far as it is read. */
const output = z.array(
  z.object({
    Filename: z.string(),
    Level: z.string(),
    Message: z.string(),
    Rule: z.object({ Id: z.string() }),
    Location: z.object({
      Path: z.array(z.union([z.string(), z.number()])).nullish(),
      Start: z.object({ LineNumber: z.int() }),
    }),
  }),
);

/** Reads what cfn-lint printed, by file. @throws when it is something else */
export function readLintOutput(stdout: string): ReadonlyMap<string, readonly LintFinding[]> {
  const read = output.parse(JSON.parse(stdout));
  const found = read.map(({ Filename, Level, Message, Rule, Location }) => ({
    file: Filename,
    finding: {
      rule: Rule.Id,
      severity: Level === 'Error' ? ('error' as const) : ('warning' as const),
      message: Message,
      path: Location.Path ?? [],
      line: Math.max(Location.Start.LineNumber, 1),
    },
  }));
  const files = Map.groupBy(found, ({ file }) => file);
  return new Map([...files].map(([file, ones]) => [file, ones.map(({ finding }) => finding)]));
}
