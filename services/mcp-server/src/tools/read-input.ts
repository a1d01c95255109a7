import type { z } from 'zod';
import { type Tool, ToolRefusal } from './tool.ts';

/** More would not help a model to correct itself, and could be the echo of a huge input. */
const PROBLEMS_SHOWN = 10;

/** @throws {ToolRefusal} with every problem of the arguments, and the names that would be right */
export function readInput(
  tool: Tool,
  given: Readonly<Record<string, unknown>>,
): z.output<z.ZodObject> {
  const parsed = tool.input.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap(describeIssue);
  const shown = problems.slice(0, PROBLEMS_SHOWN).map((problem) => `- ${problem}`);
  const known = Object.keys(tool.input.shape).join(', ');
  throw new ToolRefusal(
    [
      `${tool.name} was not called, because its arguments are wrong:`,
      ...shown,
      `Its arguments are: ${known}.`,
    ].join('\n'),
  );
}

function describeIssue(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${JSON.stringify(key.slice(0, 60))} is not an argument`);
  }
  return [`${issue.path.join('.')}: ${issue.message}`];
}
