import type { WorkEvent, WorkState } from '../deploy/progress.ts';
import { paint, type Style } from './paint.ts';
import { visibleText } from './visible-text.ts';

/** A line of work as it stands now. */
export interface WorkLine extends WorkEvent {
  /** When it was first heard of and, once it ended, when that was; milliseconds. */
  readonly began: number;
  readonly ended?: number;
}

/** All lines of work in the order in which they were first heard of; each event replaces its line. */
export function addEvent(
  lines: ReadonlyMap<string, WorkLine>,
  event: WorkEvent,
  now: number,
): Map<string, WorkLine> {
  const began = lines.get(event.id)?.began ?? now;
  const line = { ...event, began, ...(event.state !== 'working' && { ended: now }) };
  return new Map(lines).set(event.id, line);
}

const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const MARKS: Readonly<Record<Exclude<WorkState, 'working'>, readonly [string, Style]>> = {
  done: ['✔', 'green'],
  unchanged: ['·', 'dim'],
  warned: ['!', 'yellow'],
  failed: ['✖', 'red'],
};

export interface View {
  readonly now: number;
  readonly rows: number;
  readonly columns: number;
  readonly colour: boolean;
}

/**
 * The lines for a terminal: those that belong to a line show below it while it works or when they
 * failed. Where the terminal is too low, the last ones count.
 */
export function drawFrame(lines: ReadonlyMap<string, WorkLine>, view: View): string {
  const all = [...lines.values()];
  const shown = all
    .filter(({ parent }) => parent === undefined)
    .flatMap((line) => [
      drawLine(line, view, 0),
      ...all
        .filter(({ parent }) => parent === line.id)
        .filter(({ state }) => line.state === 'working' || state === 'failed')
        .map((child) => drawLine(child, view, 2)),
    ]);
  return shown.slice(-Math.max(1, view.rows - 1)).join('\n');
}

function drawLine(line: WorkLine, { now, columns, colour }: View, indent: number): string {
  const { state, text, began, ended = now } = line;
  const frame = FRAMES[Math.floor(now / 100) % FRAMES.length] ?? '';
  const [mark, style] = state === 'working' ? ([frame, 'cyan'] as const) : MARKS[state];
  const seconds = Math.round((ended - began) / 1000);
  const time = seconds >= 1 ? ` ${drawDuration(seconds)}` : '';
  const room = Math.max(10, columns - indent - 3 - time.length);
  const said = visibleText(`${shortName(line)}: ${text}`);
  const cut = said.length > room ? `${said.slice(0, room - 1)}…` : said;
  return `${' '.repeat(indent)}${paint(colour, style, mark)} ${cut}${paint(colour, 'dim', time)}`;
}

/** Below its parent a line need not say again what that is. */
const shortName = ({ id, parent }: WorkLine): string =>
  parent && id.startsWith(`${parent} `) ? id.slice(parent.length + 1) : id;

/** Seconds as people say them: `42 s`, `3 min 5 s`. */
export const drawDuration = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;

/** One event as a line of a log, with the time of day in UTC. */
export function drawLogLine({ id, state, text }: WorkEvent, now: number): string {
  const time = new Date(now).toISOString().slice(11, 19);
  const word = state === 'working' || state === 'done' ? '' : `${state.toUpperCase()} `;
  return `${time}  ${visibleText(`${id}: ${word}${text}`)}`;
}
