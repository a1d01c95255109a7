import type { Position } from '../diagnostics.ts';

/** What a stretch of rendered text came from. */
export interface Source {
  /** Where the stretch begins in its template. */
  readonly template: Position;
  /** Places of the context whose values are written here. */
  readonly reads: readonly string[];
  /** What decided that the stretch is written at all. */
  readonly because: Because | undefined;
  /** The stretch stands in the template as it is, so columns can be counted on. */
  readonly isText: boolean;
}

/** The condition of a block, and those of the blocks around it. */
export interface Because {
  readonly reads: readonly string[];
  readonly outer: Because | undefined;
}

export interface Piece {
  readonly text: string;
  readonly source: Source;
}

/** What a template wrote, in pieces that know where they came from. */
export class TracedText {
  readonly pieces: readonly Piece[];
  readonly #file: string;
  #placed: readonly PlacedPiece[] | undefined;

  /** @param file the template that wrote it; where it wrote nothing, that is all there is to say */
  constructor(pieces: readonly Piece[], file = '') {
    this.pieces = pieces;
    this.#file = file;
  }

  get text(): string {
    return this.pieces.map(({ text }) => text).join('');
  }

  /** Sources of the characters from one offset up to another, and at least that of the first. */
  sourcesBetween(from: number, to: number): Source[] {
    return this.#places()
      .filter(({ start, end }) => end > from && start < Math.max(to, from + 1))
      .map(({ source }) => source);
  }

  /** The place in the template of one character; of the last one for an offset behind the end. */
  templatePosition(offset: number): Position {
    const places = this.#places();
    const piece = places.find(({ end }) => end > offset) ?? places.at(-1);
    if (!piece) return { file: this.#file, line: 1, col: 1 };
    const { template, isText } = piece.source;
    const within = Math.max(0, Math.min(offset, piece.end - 1) - piece.start);
    return isText ? { ...template, col: template.col + within } : template;
  }

  #places(): readonly PlacedPiece[] {
    let end = 0;
    this.#placed ??= this.pieces.map(({ text, source }) => {
      const start = end;
      end += text.length;
      return { start, end, source };
    });
    return this.#placed;
  }
}

interface PlacedPiece {
  readonly start: number;
  readonly end: number;
  readonly source: Source;
}

/** Changes the text of each piece; what is put before them all counts to the first. */
export function mapPieces(
  { pieces }: TracedText,
  change: (text: string) => string,
  before = '',
): TracedText {
  return new TracedText(
    pieces.map(({ text, source }, index) => ({
      text: (index === 0 ? before : '') + change(text),
      source: index === 0 && before !== '' ? { ...source, isText: false } : source,
    })),
  );
}
