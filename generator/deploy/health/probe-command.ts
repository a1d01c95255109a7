import { readFileSync } from 'node:fs';

/** What the script that runs inside asks, and how. */
export interface InsideRequest {
  /** Address and port of each task. */
  readonly targets: readonly string[];
  /** Host header, as clients of the service send it. */
  readonly host: string;
  readonly path: string;
  /** Seconds in which a task that does not answer is asked again. */
  readonly seconds: number;
  /** Milliseconds for one answer, and between two tries. */
  readonly answerMs: number;
  readonly pauseMs: number;
}

/** So many tasks fit into one command: the overrides of a task are 8,192 characters at most (RunTask). */
export const MOST_TARGETS = 100;

/** The command of a container that asks; the script goes along, so that every image with Node can. */
export const probeCommand = (request: InsideRequest): string[] => [
  'node',
  '-e',
  readScript(),
  JSON.stringify(request),
];

const readScript = (): string =>
  readFileSync(new URL('probe-script.cjs', import.meta.url), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//'))
    .join('\n');
