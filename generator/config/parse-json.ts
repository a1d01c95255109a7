import type { Position } from '../diagnostics.ts';
import type { Located, LocatedEntry, Scalar } from './located.ts';
import { type PositionOf, positionsIn } from './yaml/positions.ts';

/** Why a text is not used: it is no JSON, or it nests deeper than {@link MAX_DEPTH}. */
export interface JsonProblem extends Position {
  readonly problem: 'syntax' | 'depth';
  readonly message: string;
}

/** As deep as lists and maps may nest. What reads the value goes through it by recursion. */
const MAX_DEPTH = 100;

/** Parses one JSON value (RFC 8259) into values that know their position. A key that stands twice is refused. */
export function parseJson(file: string, text: string): Located | JsonProblem {
  const at = positionsIn(file, text);
  try {
    return new Parser(text, at).parse();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { problem, message, offset } = error;
    return { problem, message, ...at(offset) };
  }
}

/** Leaves the parser's recursion; never leaves {@link parseJson}. */
class Fault extends Error {
  readonly problem: JsonProblem['problem'];
  readonly offset: number;

  constructor(message: string, offset: number, problem: JsonProblem['problem'] = 'syntax') {
    super(message);
    this.problem = problem;
    this.offset = offset;
  }
}

const SPACE = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON wants them escaped
const STRING = /"(?:[^"\\\u0000-\u001F]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

class Parser {
  readonly #text: string;
  readonly #at: PositionOf;
  #offset = 0;

  constructor(text: string, at: PositionOf) {
    this.#text = text;
    this.#at = at;
  }

  parse(): Located {
    const value = this.#value(0);
    if (this.#offset < this.#text.length) throw this.#unexpected('the end of the file');
    return value;
  }

  #value(depth: number): Located {
    this.#take(SPACE);
    const settings = [this.#at(this.#offset)];
    if (depth > MAX_DEPTH) {
      throw new Fault(`lists and maps nest deeper than ${MAX_DEPTH}`, this.#offset, 'depth');
    }
    if (this.#isNext('{')) return { kind: 'map', entries: this.#entries(depth), settings };
    if (this.#isNext('[')) return { kind: 'list', items: this.#items(depth), settings };
    const written = this.#string() ?? this.#take(SCALAR);
    if (written === undefined) throw this.#unexpected('a value');
    this.#take(SPACE);
    return { kind: 'scalar', value: JSON.parse(written) as Scalar, settings };
  }

  #items(depth: number): Located[] {
    const items: Located[] = [];
    this.#each(']', () => items.push(this.#value(depth + 1)));
    return items;
  }

  #entries(depth: number): Map<string, LocatedEntry> {
    const entries = new Map<string, LocatedEntry>();
    this.#each('}', () => {
      this.#take(SPACE);
      const offset = this.#offset;
      const written = this.#string();
      if (written === undefined) throw this.#unexpected('a key in double quotes');
      const name = JSON.parse(written) as string;
      if (entries.has(name)) throw new Fault(`the key ${written} stands twice in its map`, offset);
      if (name === '__proto__') throw new Fault(`${written} can't be a key`, offset);
      this.#take(SPACE);
      if (!this.#isNext(':')) throw this.#unexpected('`:`');
      entries.set(name, { key: this.#at(offset), value: this.#value(depth + 1) });
    });
    return entries;
  }

  /** Reads what stands between an opening bracket, which is taken already, and its end. */
  #each(end: string, read: () => void): void {
    this.#take(SPACE);
    let isDone = this.#isNext(end);
    while (!isDone) {
      read();
      isDone = this.#isNext(end);
      if (!isDone && !this.#isNext(',')) throw this.#unexpected(`\`,\` or \`${end}\``);
    }
    this.#take(SPACE);
  }

  #string(): string | undefined {
    const written = this.#take(STRING);
    if (written !== undefined || this.#text[this.#offset] !== '"') return written;
    const message = 'the string that begins here is not closed on its line, or an escape is wrong';
    throw new Fault(message, this.#offset);
  }

  #isNext(character: string): boolean {
    if (this.#text[this.#offset] !== character) return false;
    this.#offset += 1;
    return true;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#offset;
    const [found] = pattern.exec(this.#text) ?? [];
    this.#offset += found?.length ?? 0;
    return found;
  }

  #unexpected(expected: string): Fault {
    const character = this.#text.codePointAt(this.#offset);
    const found =
      character === undefined ? 'the end of the file' : `\`${String.fromCodePoint(character)}\``;
    return new Fault(`expected ${expected}, found ${found}`, this.#offset);
  }
}
