import { wordKey, wordsOf } from './words.ts';

/** Below this a word start would match too much: "a" is the start of a twentieth of all words. */
const SHORTEST_WORD_START = 3;

/** A word that only starts with what was asked for is worth less than the word itself. */
const WORD_START_SHARE = 0.8;

/** Scores by the number of the document in the order in which the documents came. */
export type Matches = ReadonlyMap<number, number>;

export interface WordIndex {
  readonly documentsByWord: ReadonlyMap<string, Matches>;
  readonly wordsByKey: ReadonlyMap<string, readonly string[]>;
  readonly sortedWords: readonly string[];
}

export interface Field {
  readonly text: string;
  readonly weight: number;
}

/** Where a word stands in several fields of a document, the weightiest counts. */
export function buildWordIndex(documents: readonly (readonly Field[])[]): WordIndex {
  const documentsByWord = new Map<string, Map<number, number>>();
  for (const [document, fields] of documents.entries()) {
    for (const { text, weight } of fields) {
      for (const word of wordsOf(text)) {
        const matches = documentsByWord.get(word) ?? new Map<number, number>();
        matches.set(document, Math.max(weight, matches.get(document) ?? 0));
        documentsByWord.set(word, matches);
      }
    }
  }
  const sortedWords = [...documentsByWord.keys()].sort();
  return { documentsByWord, sortedWords, wordsByKey: Map.groupBy(sortedWords, wordKey) };
}

/** Documents that hold the word, its singular or plural, or a word that starts with it. */
export function matchWord(index: WordIndex, word: string): Matches {
  const best = new Map<number, number>();
  const add = (found: string, share: number) => {
    for (const [document, weight] of index.documentsByWord.get(found) ?? []) {
      best.set(document, Math.max(weight * share, best.get(document) ?? 0));
    }
  };
  for (const found of index.wordsByKey.get(wordKey(word)) ?? []) add(found, 1);
  for (const found of wordsStartingWith(index, word)) add(found, WORD_START_SHARE);
  return best;
}

function* wordsStartingWith({ sortedWords }: WordIndex, start: string): Generator<string> {
  if (start.length < SHORTEST_WORD_START) return;
  for (let place = firstNotBefore(sortedWords, start); ; place += 1) {
    const word = sortedWords[place];
    if (!word?.startsWith(start)) return;
    yield word;
  }
}

/** Place of the first word that does not sort before the given one, by halving. */
function firstNotBefore(sortedWords: readonly string[], word: string): number {
  let low = 0;
  let high = sortedWords.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sortedWords[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
