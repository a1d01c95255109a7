import { distance } from 'fastest-levenshtein';
import type { Subject } from './question.ts';
import { contentWords, isContentWord, isGenericWord, stem, stemsOf, wordsOf } from './words.ts';

/** More alternatives than this are more likely a sentence that was misread. */
const MOST_SUBJECTS = 4;

const PART = /\b(?:and|or|as well as|plus)\b|[,;&/?!]|\.(?:\s|$)/iu;

/** A part such as "in sports" says where, not what. */
const PLACE = /^\s*(?:in|from|within|of)\b/iu;

interface Part extends Subject {
  readonly isPlace: boolean;
}

/** The alternatives in what is left of a question: "books or toys", "running shoes in sports". */
export function parseSubjects(rest: string, categories: readonly string[]): readonly Subject[] {
  const marked = markCategories(rest, categories);
  const parts = marked.split(PART).flatMap((part) => readPart(part, categories));
  const place = parts.find(({ isPlace }) => isPlace)?.category;
  const subjects = parts
    .filter(({ isPlace }) => !isPlace)
    .map(({ category, query }) => ({
      ...(category !== undefined && { category }),
      ...(query !== undefined && { query }),
    }));
  if (place === undefined) return subjects.slice(0, MOST_SUBJECTS);
  if (subjects.length === 0) return [{ category: place }];
  return subjects.slice(0, MOST_SUBJECTS).map((subject) => ({ category: place, ...subject }));
}

/** Whether a text is the name of a category and nothing else. */
export function asCategory(text: string, categories: readonly string[]): string | undefined {
  return readPart(markCategories(text, categories), categories).find(
    ({ category, query }) => category !== undefined && query === undefined,
  )?.category;
}

function readPart(part: string, categories: readonly string[]): readonly Part[] {
  const index = /⟦(\d+)⟧/u.exec(part)?.[1];
  const category = index === undefined ? undefined : categories[Number(index)];
  const words = contentWords(part.replace(/⟦\d+⟧/gu, ' '));
  if (category === undefined && words.length === 0) return [];
  const isPlace = category !== undefined && words.length === 0 && PLACE.test(part);
  const query = words.join(' ');
  return [{ isPlace, ...(category !== undefined && { category }), ...(query !== '' && { query }) }];
}

/**
 * Puts a mark in the place of each category name. A name right before another noun only describes
 * it ("office chair", "book light"), so those words stay words to look for.
 */
function markCategories(rest: string, categories: readonly string[]): string {
  const longestFirst = categories
    .map((name, index) => ({ name, index }))
    .toSorted((a, b) => b.name.length - a.name.length);
  let text = rest;
  for (const { name, index } of longestFirst) {
    text = text.replace(namePattern(name), (found: string, ...args: unknown[]) => {
      const offset = args.find((arg) => typeof arg === 'number') ?? 0;
      const [next = ''] = wordsOf(
        text.slice(offset + found.length).split(/[^\p{L}\p{N}' ]/u)[0] ?? '',
      );
      const describes = next !== '' && isContentWord(next) && !isGenericWord(next);
      return describes ? found : `⟦${index}⟧`;
    });
  }
  return markMisspelt(text, categories);
}

/** Any number and spelling of "and": "Home & Garden", "home and gardens". */
function namePattern(name: string): RegExp {
  const words = name.split(/\s+/u).map((word) => {
    if (word === '&' || word.toLowerCase() === 'and') return '(?:&|and)';
    const singular = stemsOf(word).join('-');
    const forms = [
      escapePattern(word),
      escapePattern(singular),
      `${escapePattern(singular)}s`,
      `${escapePattern(singular)}es`,
    ];
    return `(?:${forms.join('|')})`;
  });
  return new RegExp(`(?<![\\p{L}\\p{N}'-])${words.join('\\s+')}(?![\\p{L}\\p{N}'-])`, 'giu');
}

/** "Electroncs" is no word that a product could have: a long word one slip away is the category. */
function markMisspelt(text: string, categories: readonly string[]): string {
  return text.replace(/(?<![⟦\p{L}])\p{L}{6,}/gu, (word) => {
    const slips = word.length >= 9 ? 2 : 1;
    const index = categories.findIndex((name) => isSlip(name, word, slips));
    return index < 0 ? word : `⟦${index}⟧`;
  });
}

/** A right word that is still there was left on purpose. */
function isSlip(name: string, word: string, slips: number): boolean {
  return stem(name) !== stem(word) && distance(name.toLowerCase(), word.toLowerCase()) <= slips;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}
