import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** The levels that `LOG_LEVEL` may name. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;

/** Header and field names whose values never reach a log. */
const SECRET_FIELDS = ['authorization', 'cookie', 'set-cookie', 'password', 'secret', 'token'];

/** A secret field of the logged object, of one of its members, or of a member's member. */
const SECRET_PATHS = ['', '*', '*.*'].flatMap((parent) =>
  SECRET_FIELDS.map((field) => `${parent}["${field}"]`),
);

/**
 * One JSON object a line on stdout, as CloudWatch Logs Insights reads them.
 *
 * @param destination where the lines go instead, for tests
 */
export function createLogger(
  service: string,
  level = 'info',
  destination?: DestinationStream,
): Logger {
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_PATHS },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
}
