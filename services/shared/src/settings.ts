import { z } from 'zod';

/** A service can't start with the environment it was given. The message names every variable, never a value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the environment of this service is not usable: ${problems.join('; ')}`);
    this.problems = problems;
  }
}

/**
 * Reads a service's settings from environment variables, all problems at once.
 *
 * An empty string counts as missing: `CATALOG_BUCKET=""` hides a mistake, it does not set anything.
 *
 * @throws {SettingsError} naming each missing or malformed variable
 */
export function readSettings<Schema extends z.ZodType>(
  schema: Schema,
  environment: NodeJS.ProcessEnv,
): z.output<Schema> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new SettingsError(
    parsed.error.issues.map(({ path, message }) => {
      const variable = path.join('.');
      // A rule over several variables stands at none of them.
      if (variable === '') return message;
      return variable in given ? `${variable}: ${message}` : `${variable} is not set`;
    }),
  );
}

/** A whole number given as text, such as a port or a limit. */
export function integer(minimum: number, maximum: number) {
  return z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(
      z
        .number()
        .min(minimum, `must be at least ${minimum}`)
        .max(maximum, `must be at most ${maximum}`),
    );
}

export const port = integer(1, 65_535);
