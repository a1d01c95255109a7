const OPEN = '<thinking>';
const CLOSE = '</thinking>';

/**
 * Removes `<thinking>…</thinking>` from text that arrives in pieces cut anywhere. Nova writes its
 * plan there before it calls a tool; people must not see it and the history must not hold it.
 */
export class ThinkingFilter {
  #pending = '';
  #thinking = false;

  /** What may be shown now. The start of a possible tag waits for the next piece. */
  push(piece: string): string {
    this.#pending += piece;
    let shown = '';
    for (;;) {
      const tag = this.#thinking ? CLOSE : OPEN;
      const at = this.#pending.indexOf(tag);
      const end = at >= 0 ? at : this.#pending.length - tagStartLength(this.#pending, tag);
      if (!this.#thinking) shown += this.#pending.slice(0, end);
      if (at < 0) {
        this.#pending = this.#pending.slice(end);
        return shown;
      }
      this.#pending = this.#pending.slice(at + tag.length);
      this.#thinking = !this.#thinking;
    }
  }

  /** What was held back and turned out to be text. Thinking that never closed stays hidden. */
  end(): string {
    const rest = this.#thinking ? '' : this.#pending;
    this.#pending = '';
    this.#thinking = false;
    return rest;
  }
}

/** How many characters at the end of the text could be the start of the tag. */
function tagStartLength(text: string, tag: string): number {
  const most = Math.min(text.length, tag.length - 1);
  for (let length = most; length > 0; length -= 1) {
    if (text.endsWith(tag.slice(0, length))) return length;
  }
  return 0;
}
