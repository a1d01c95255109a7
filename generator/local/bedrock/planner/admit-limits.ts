import type { Scanner } from './scanner.ts';

interface Limit {
  readonly pattern: RegExp;
  readonly note: string;
}

/** Wishes that sound like conditions and that no tool can filter by. */
const LIMITS: readonly Limit[] = [
  {
    pattern:
      /\b(?:best|top[- ]rated|highest[- ]rated|well[- ]reviewed|(?:most )?popular|best[- ]?sell(?:ing|ers?)|reviews?|ratings?|highest quality|quality|trending|better)\b/iu,
    note: 'The catalog holds no ratings or sales, so I cannot say which are best.',
  },
  {
    pattern: /\b(?:newest|latest|most recent|new arrivals?|newly added)\b/iu,
    note: 'The catalog holds no dates, so I cannot say which are newest.',
  },
  {
    pattern:
      /\b(?:suitable |made )?for (?:my |a |an |the |our |your |her |his )?(?:\d+[- ]?year[- ]?olds?|kids?|child(?:ren)?|toddlers?|bab(?:y|ies)|teen(?:ager)?s?|beginners?|adults?|men|women|mom|mum|mother|dad|father|parents|son|daughter|wife|husband|boyfriend|girlfriend|friend|grand(?:ma|pa|mother|father)|brother|sister|boss|teacher|cat|dog)(?: of \d+)?\b/iu,
    note: 'I cannot judge whom a product suits, so I left that out.',
  },
  {
    pattern: /\b(?:in )?size (?:\d+(?:\.\d+)?|x{0,3}[sml])\b/iu,
    note: 'I cannot filter by size, so I left that out.',
  },
];

/** Takes such wishes out of the question and gives what the answer must admit. */
export function admitLimits(scan: Scanner): readonly string[] {
  return LIMITS.filter(({ pattern }) => scan.takeAll(pattern).length > 0).map(({ note }) => note);
}

export function noteMeasures(measures: readonly string[]): readonly string[] {
  return measures.map((measure) => `I cannot filter by “${measure}”: I know prices, not measures.`);
}
