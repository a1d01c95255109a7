/** Ends a request to the agent when nothing has been heard for too long, or when the visitor has left. */
export class SilenceLimit {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #expired = false;

  constructor(milliseconds: number) {
    this.#timer = setTimeout(() => {
      this.#expired = true;
      this.stop();
    }, milliseconds);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether it was silence, and not the visitor, that ended the request. */
  get expired(): boolean {
    return this.#expired;
  }

  /** Passes the pieces on, and begins to wait anew with each. */
  async *listen(pieces: AsyncIterable<string>): AsyncGenerator<string> {
    for await (const piece of pieces) {
      this.#timer.refresh();
      yield piece;
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#controller.abort();
  }
}
