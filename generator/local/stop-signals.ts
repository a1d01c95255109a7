/** Closing the terminal (SIGHUP) is a wish to stop, too. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * One Ctrl-C may arrive twice: from the terminal, and handed on by the program that started this
 * one. Only a later one is a second wish.
 */
const SAME_WISH_MS = 300;

export interface StopSignals {
  /** The first signal. */
  readonly stop: AbortSignal;
  /** A further one, from somebody who does not want to wait. */
  readonly kill: AbortSignal;
  /** Gives the signals back to the process. */
  close(): void;
}

export function listenForStop(target: NodeJS.EventEmitter = process): StopSignals {
  const stop = new AbortController();
  const kill = new AbortController();
  let firstAt = 0;
  const received = () => {
    if (!stop.signal.aborted) {
      firstAt = performance.now();
      stop.abort();
    } else if (performance.now() - firstAt > SAME_WISH_MS) {
      kill.abort();
    }
  };
  for (const signal of SIGNALS) target.on(signal, received);
  return {
    stop: stop.signal,
    kill: kill.signal,
    close: () => {
      for (const signal of SIGNALS) target.off(signal, received);
    },
  };
}
