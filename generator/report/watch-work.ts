import { createLogUpdate } from 'log-update';
import type { Progress } from '../deploy/progress.ts';
import { addEvent, drawFrame, drawLogLine, type WorkLine } from './work-lines.ts';

/** A terminal, as far as it is used here. */
export type Terminal = NodeJS.WriteStream;

export interface Watch {
  readonly progress: Progress;
  /** Leaves what is shown and ends the redrawing. */
  readonly end: () => void;
}

/** Redrawn ten times a second, or people think that it hangs. */
const REDRAWN_MS = 100;

/**
 * Shows work as it happens: redrawn in place on a terminal, else one line an event.
 *
 * @param write takes a line of the log where there is no terminal
 */
export function watchWork(terminal: Terminal | undefined, write: (line: string) => void): Watch {
  return terminal ? watchLive(terminal) : watchPlain(write);
}

function watchPlain(write: (line: string) => void): Watch {
  const last = new Map<string, string>();
  return {
    progress: (event) => {
      // A look that found nothing new is no news.
      const said = `${event.state} ${event.text}`;
      if (last.get(event.id) === said) return;
      last.set(event.id, said);
      write(drawLogLine(event, Date.now()));
    },
    end: () => {},
  };
}

function watchLive(terminal: Terminal): Watch {
  let lines: ReadonlyMap<string, WorkLine> = new Map();
  const update = createLogUpdate(terminal, { showCursor: false });
  const colour = !process.env.NO_COLOR;
  const draw = () => {
    const { rows = 24, columns = 80 } = terminal;
    update(drawFrame(lines, { now: Date.now(), rows, columns, colour }));
  };
  const timer = setInterval(draw, REDRAWN_MS);
  timer.unref();
  return {
    progress: (event) => {
      lines = addEvent(lines, event, Date.now());
    },
    end: () => {
      clearInterval(timer);
      if (lines.size > 0) draw();
      update.done();
    },
  };
}
