import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Header and field names whose values never reach a log. */
const SECRET_FIELDS = ['authorization', 'cookie', 'set-cookie', 'password', 'secret', 'token'];

/** One JSON object a line on stdout, as CloudWatch Logs Insights reads them. */
export function createLogger(service: string, level = 'info'): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: SECRET_FIELDS.flatMap((field) => [`["${field}"]`, `*["${field}"]`]) },
  });
}
