import { ADJECTIVE, FEATURES, WITHOUT } from './phrases.ts';
import type { Scanner } from './scanner.ts';
import { isStopWord, wordsOf } from './words.ts';

const SEPARATOR = /\s*(?:,|;|&|\b(?:and|or|plus|as well as)\b)\s*/iu;

const ARTICLES = /^(?:(?:a|an|the|some|any|good|built-in)\s+)+/iu;

export interface ReadFeatures {
  readonly features: readonly string[];
  readonly adjectives: readonly string[];
  readonly without: readonly string[];
  readonly notes: readonly string[];
}

/** "with X and Y", bare adjectives, "without Z". Spelling stays the shopper's. */
export function parseFeatures(scan: Scanner): ReadFeatures {
  const without = scan.takeAll(WITHOUT).flatMap((match) => splitList(match[1] ?? ''));
  const clauses = scan.takeAll(FEATURES).map((match) => match[1] ?? '');
  const adjectives = scan.takeAll(ADJECTIVE).map((match) => writtenTogether(match[0]));
  const asksForEither = clauses.some((clause) => /\bor\b/iu.test(clause));
  return {
    features: distinct([...clauses.flatMap(splitList), ...adjectives]),
    adjectives,
    without,
    notes: asksForEither ? ['I looked for products that have all of these features.'] : [],
  };
}

/** "Water proof" is listed as "waterproof". */
function writtenTogether(adjective: string): string {
  return adjective.toLowerCase().replace(/[ -]proof$/u, 'proof');
}

function splitList(clause: string): readonly string[] {
  return clause
    .split(SEPARATOR)
    .map((item) => wordsOf(item.replace(ARTICLES, '')).join(' '))
    .filter((item) => wordsOf(item).some((word) => !isStopWord(word)));
}

function distinct(items: readonly string[]): readonly string[] {
  return items.filter(
    (item, at) => items.findIndex((other) => other.toLowerCase() === item.toLowerCase()) === at,
  );
}
