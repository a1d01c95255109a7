import { createLogger, type Logger } from '@mcp-on-ecs/shared/logger.ts';

export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string };

/** A logger as the service has it, whose lines can be read. */
export function captureLog(): { logger: Logger; lines: LogLine[]; text: () => string } {
  const written: string[] = [];
  const lines: LogLine[] = [];
  const logger = createLogger('mcp-server', 'info', {
    write(line) {
      written.push(line);
      lines.push(JSON.parse(line));
    },
  });
  return { logger, lines, text: () => written.join('') };
}
