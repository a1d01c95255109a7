/** However long an answer is, it arrives in about this many pieces, so a long list isn't slow. */
const MOST_PIECES = 120;

/** A model writes text without spaces in pieces too, but never half a character. */
const LONGEST_WORD = 24;

/** Text as a model streams it: word by word, each with the space before it. */
export function splitText(text: string): readonly string[] {
  const words = text.match(/\s*\S+|\s+$/gu)?.flatMap(splitWord) ?? [];
  const perPiece = Math.ceil(words.length / MOST_PIECES);
  return chunk(words, perPiece);
}

/** A tool's input as JSON text in pieces that cut through keys and values, as Bedrock's do. */
export function splitJson(value: unknown): readonly string[] {
  return chunk([...JSON.stringify(value)], 12);
}

function splitWord(word: string): readonly string[] {
  return chunk([...word], LONGEST_WORD);
}

function chunk(parts: readonly string[], size: number): readonly string[] {
  const chunks: string[] = [];
  for (let at = 0; at < parts.length; at += size) {
    chunks.push(parts.slice(at, at + size).join(''));
  }
  return chunks;
}
