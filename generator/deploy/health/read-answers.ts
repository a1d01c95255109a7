import { z } from 'zod';

/** What one task answered. */
export interface TaskAnswer {
  readonly at: string;
  /** Its tools, as they came. */
  readonly tools?: readonly unknown[];
  /** Why it did not answer. */
  readonly error?: string;
}

const reportSchema = z.object({
  answers: z.array(
    z.object({
      at: z.string(),
      list: z.int().optional(),
      error: z.string().optional(),
    }),
  ),
  /** Each list of tools once, since all tasks mostly answer the same. */
  lists: z.array(z.array(z.unknown())),
});

const PART = /^mcp-probe (\d+)\/(\d+) (.*)$/;

/**
 * Puts the report of the script together from lines of a log, in any order and among others. Nothing
 * while parts are missing.
 */
export function readAnswers(lines: readonly string[]): TaskAnswer[] | undefined {
  const parts = new Map<number, string>();
  let count = 0;
  for (const line of lines) {
    const [, part, of, text = ''] = PART.exec(line.trimEnd()) ?? [];
    if (!part) continue;
    parts.set(Number(part), text);
    count = Number(of);
  }
  if (count === 0 || parts.size < count) return undefined;
  const text = Array.from({ length: count }, (_, index) => parts.get(index + 1)).join('');
  const { answers, lists } = reportSchema.parse(JSON.parse(text));
  return answers.map(({ at, list, error }) => {
    const tools = list === undefined ? undefined : lists[list];
    return { at, ...(tools && { tools }), ...(error !== undefined && { error }) };
  });
}
