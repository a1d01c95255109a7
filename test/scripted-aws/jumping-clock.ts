import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../generator/deploy/aws/clock.ts';

/** Time that passes at once: it jumps to whatever is waited for next. */
export interface JumpingClock extends Clock {
  /** Runs something when some milliseconds have passed. */
  readonly after: (milliseconds: number, run: () => void) => void;
  /** Lets time pass without anybody waiting. */
  readonly advance: (milliseconds: number) => void;
  /** Time stands still while a request is answered. Returns what ends it. */
  readonly busy: () => () => void;
  /** Waits in the middle of answering a request; time may pass meanwhile. */
  readonly whileWaiting: (milliseconds: number) => Promise<void>;
}

interface Due {
  readonly at: number;
  readonly run: () => void;
}

/** Turns of the event loop without a request after which all that is left is waiting. */
const QUIET_TURNS = 25;

/** The day these tests begin on; no test depends on today. */
const BEGINNING = Date.parse('2026-11-02T08:00:00Z');

export function jumpingClock(beginning = BEGINNING): JumpingClock {
  let now = beginning;
  let requests = 0;
  let activity = 0;
  let jumping = false;
  const changes: Due[] = [];
  const sleepers: Due[] = [];

  const advanceTo = (time: number) => {
    for (let due = takeDue(changes, time); due; due = takeDue(changes, time)) {
      now = Math.max(now, due.at);
      due.run();
    }
    now = Math.max(now, time);
  };
  const untilQuiet = async () => {
    for (let turns = 0, seen = activity; turns < QUIET_TURNS; turns++) {
      await setImmediate();
      if (requests > 0 || activity !== seen) {
        turns = 0;
        seen = activity;
      }
    }
  };
  const jump = async () => {
    if (jumping) return;
    jumping = true;
    while (sleepers.length > 0) {
      await untilQuiet();
      const first = Math.min(...sleepers.map(({ at }) => at));
      advanceTo(first);
      takeDue(sleepers, first)?.run();
    }
    jumping = false;
  };
  const sleep = (milliseconds: number) =>
    new Promise<void>((wake) => {
      activity++;
      sleepers.push({ at: now + milliseconds, run: wake });
      void jump();
    });
  return {
    now: () => now,
    sleep,
    after: (milliseconds, run) => {
      changes.push({ at: now + milliseconds, run });
    },
    advance: (milliseconds) => advanceTo(now + milliseconds),
    busy: () => {
      activity++;
      requests++;
      return () => {
        activity++;
        requests--;
      };
    },
    whileWaiting: async (milliseconds) => {
      requests--;
      await sleep(milliseconds);
      requests++;
    },
  };
}

/** The earliest that is due by a time, taken out; of equals the one that was put in first. */
function takeDue(list: Due[], time: number): Due | undefined {
  const due = list.filter(({ at }) => at <= time);
  const first = due.reduce<Due | undefined>(
    (best, one) => (best && best.at <= one.at ? best : one),
    undefined,
  );
  if (first) list.splice(list.indexOf(first), 1);
  return first;
}
