/** Stands where a phrase was taken out, so that the words around it don't grow together. */
const GAP = ' ¦ ';

/** Takes phrases out of a question one after another; what is left over is the subject. */
export class Scanner {
  #rest: string;

  constructor(text: string) {
    this.#rest = text;
  }

  get rest(): string {
    return this.#rest;
  }

  has(pattern: RegExp): boolean {
    return pattern.test(this.#rest);
  }

  /** The first match and its groups, taken out of the text. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    const match = pattern.exec(this.#rest);
    if (!match) return undefined;
    const end = match.index + match[0].length;
    this.#rest = `${this.#rest.slice(0, match.index)}${GAP}${this.#rest.slice(end)}`;
    return match;
  }

  takeAll(pattern: RegExp): readonly RegExpExecArray[] {
    const matches: RegExpExecArray[] = [];
    for (let match = this.take(pattern); match; match = this.take(pattern)) matches.push(match);
    return matches;
  }
}

/** Quotes and dashes as a keyboard writes them, single spaces. */
export function plainText(text: string): string {
  return text
    .replace(/[‘’´`]/gu, "'")
    .replace(/[“”„«»]/gu, '"')
    .replace(/[‐‑‒–—−]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();
}
