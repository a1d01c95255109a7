import { paint, type Style } from '../report/paint.ts';

const LEVEL_STYLES: Readonly<Record<string, Style>> = {
  trace: 'gray',
  debug: 'gray',
  info: 'green',
  warn: 'yellow',
  error: 'red',
  fatal: 'red',
};

/** pino's levels where a logger keeps them as numbers. */
const LEVEL_NAMES: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

/** Said by the prefix, or of no use on one machine. */
const LEFT_OUT = new Set(['level', 'time', 'msg', 'service', 'pid', 'hostname']);

/**
 * One line of a service's log for people: a JSON line becomes `12:00:00 INFO  request path=/chat`,
 * with an error's stack on lines of its own. Anything else stays as it is.
 */
export function drawLogLine(line: string, options: { colour: boolean; time?: boolean }): string[] {
  const entry = parseEntry(line);
  if (!entry) return [line];
  const level = levelName(entry.level);
  const colour = (style: Style, text: string) => paint(options.colour, style, text);
  const fields = Object.entries(entry)
    .filter(([name]) => !LEFT_OUT.has(name))
    .map(([name, value]) => colour('gray', `${name}=${drawValue(value)}`));
  const head = [
    options.time === false ? '' : colour('gray', clock(entry.time)),
    colour(LEVEL_STYLES[level] ?? 'white', level.toUpperCase().padEnd(5)),
    typeof entry.msg === 'string' ? entry.msg : '',
    ...fields,
  ];
  return [head.filter(Boolean).join(' '), ...stackLines(entry.err)];
}

function parseEntry(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    return 'level' in entry ? entry : undefined;
  } catch {
    return undefined;
  }
}

function levelName(level: unknown): string {
  return typeof level === 'number' ? (LEVEL_NAMES[level] ?? String(level)) : String(level);
}

/** The machine's own time of day, since that is the clock a person looks at. */
function clock(time: unknown): string {
  const date = new Date(typeof time === 'number' ? time : String(time));
  if (Number.isNaN(date.getTime())) return '';
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

function drawValue(value: unknown): string {
  if (isError(value)) return JSON.stringify(`${value.type ?? 'Error'}: ${value.message}`);
  if (typeof value === 'string' && /^[^\s"=]+$/.test(value)) return value;
  return JSON.stringify(value) ?? String(value);
}

function stackLines(value: unknown): string[] {
  if (!isError(value) || !value.stack) return [];
  return value.stack.split('\n').filter((line) => line.trimStart().startsWith('at '));
}

/** What pino's error serialiser writes. */
function isError(value: unknown): value is { type?: string; message: string; stack?: string } {
  return typeof value === 'object' && value !== null && 'message' in value && 'stack' in value;
}
