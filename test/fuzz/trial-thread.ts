import { Worker } from 'node:worker_threads';
import type { Files } from './fuzz-case.ts';
import type { Verdict } from './judge-case.ts';

export type Kind = 'judge' | 'validate';

/** What a thread is asked; a case is named by the seed that makes it. */
export type Request = { readonly kind: Kind; readonly seed: number } | { readonly kind: 'end' };

export interface Judged extends Verdict {
  readonly kind: 'judged';
  /** A smaller case that is broken too. */
  readonly smallest?: Files;
}
export interface Validated {
  readonly kind: 'validated';
  /** Why it is not valid. */
  readonly reason?: string;
}
export interface Hung {
  readonly kind: 'hung';
}

/** What it answers: first that it can begin, then once a request. */
export type Answer = { readonly kind: 'ready' } | Judged | Validated;

const WORKER = new URL('./fuzz-worker.ts', import.meta.url);

/** A thread that is not back after so many milliseconds hangs. Looking for a smaller case is part of it. */
const DEADLINES: Readonly<Record<Kind, number>> = { judge: 10_000, validate: 120_000 };

/** Tries cases in a thread of its own. A case that hangs is ended with its thread, and a new one begins. */
export class TrialThread {
  readonly #folder: string;
  readonly #url: URL;
  readonly #deadlines: Readonly<Record<Kind, number>>;
  #worker: Worker | undefined;

  /** @param folder is where it works; it may leave something there when it is ended */
  constructor(folder: string, url = WORKER, deadlines = DEADLINES) {
    this.#folder = folder;
    this.#url = url;
    this.#deadlines = deadlines;
  }

  async ask(kind: Kind, seed: number): Promise<Judged | Validated | Hung> {
    const worker = this.#worker ?? (await this.#start());
    const answered = answerOf(worker);
    worker.postMessage({ kind, seed } satisfies Request);
    const answer = await orNothingAfter(this.#deadlines[kind], answered);
    if (answer && answer.kind !== 'ready') return answer;
    this.#worker = undefined;
    await worker.terminate();
    return { kind: 'hung' };
  }

  async end(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage({ kind: 'end' } satisfies Request);
    await ended;
  }

  async #start(): Promise<Worker> {
    const worker = new Worker(this.#url, { workerData: this.#folder });
    this.#worker = worker;
    await answerOf(worker);
    return worker;
  }
}

/** The next message. A thread that fails instead has a mistake of its own, which ends the run. */
function answerOf(worker: Worker): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.removeAllListeners('message').removeAllListeners('error');
    worker.once('message', resolve).once('error', reject);
  });
}

async function orNothingAfter<Value>(
  milliseconds: number,
  promise: Promise<Value>,
): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
