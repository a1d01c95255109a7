import { paint, type Style } from '../report/paint.ts';
import { drawLogLine } from './log-lines.ts';

const PREFIX_STYLES: readonly Style[] = ['cyan', 'magenta', 'yellow', 'blue', 'green'];

/** Stands before what the runner says itself. */
const OWN_NAME = 'local';

export interface LogSink {
  /** A line that the named service or stand-in wrote. */
  wrote(name: string, line: string): void;
  /** A line of the runner's own. */
  say(line: string): void;
}

export interface LogSinkOptions {
  readonly names: readonly string[];
  /** Where the lines of the services go. */
  readonly output: (line: string) => void;
  /** Where the runner's own lines go; the same place if it is not given. */
  readonly progress?: ((line: string) => void) | undefined;
  readonly colour?: boolean | undefined;
  /** Leaves the services' lines exactly as they are, so that another program can read them. */
  readonly raw?: boolean | undefined;
}

export function createLogSink(options: LogSinkOptions): LogSink {
  const { output, progress = output, colour = false, raw = false } = options;
  const names = [OWN_NAME, ...options.names];
  const width = Math.max(...names.map((name) => name.length));
  const prefix = (name: string) => {
    const style = PREFIX_STYLES[names.indexOf(name) % PREFIX_STYLES.length] ?? 'white';
    return paint(colour, style, `${name.padEnd(width)} |`);
  };
  return {
    wrote(name, line) {
      if (raw) output(line);
      else for (const drawn of drawLogLine(line, { colour })) output(`${prefix(name)} ${drawn}`);
    },
    say: (line) => progress(`${prefix(OWN_NAME)} ${line}`),
  };
}
