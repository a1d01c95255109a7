/** Then all is forgotten, so that a long process does not grow. */
const MOST_CHARACTERS = 30_000_000;

/** What was made of texts, for functions that make the same of the same text. */
export class TextMemo<Made> {
  readonly #known = new Map<string, Made>();
  #characters = 0;

  get(text: string): Made | undefined {
    return this.#known.get(text);
  }

  /** Remembers and gives back what was made. */
  keep(text: string, made: Made): Made {
    if (this.#characters > MOST_CHARACTERS) {
      this.#known.clear();
      this.#characters = 0;
    }
    this.#characters += text.length;
    this.#known.set(text, made);
    return made;
  }
}
