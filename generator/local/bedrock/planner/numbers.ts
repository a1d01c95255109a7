const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const TEENS = [
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];

const UNIT_WORDS = [...DIGITS, ...TEENS];
const SMALL = UNIT_WORDS.join('|');

/** Patterns of numbers in words; each is one alternative without groups of its own. */
export const NUMBER_WORDS = `(?:(?:a|${SMALL})\\s(?:hundred|thousand)|(?:${TENS.join('|')})(?:[\\s-](?:${DIGITS.join('|')}))?|${TEENS.join('|')}|${DIGITS.slice(1).join('|')})`;
export const SMALL_NUMBER = `(?:\\d{1,2}|${UNIT_WORDS.slice(2, 11).join('|')})`;
export const ORDINAL = `(?:${ORDINALS.join('|')}|last|\\d{1,2}(?:st|nd|rd|th))`;

/** A number in digits or words: "1,299.50", "2k", "fifty", "a hundred". */
export function readNumber(text: string): number {
  const plain = text.toLowerCase().replace(/us\$?|[$,\s]/gu, (found) => (found === ' ' ? ' ' : ''));
  const digits = /^\s*(\d+(?:\.\d+)?)(k?)\s*$/u.exec(plain);
  if (digits) return Number(digits[1]) * (digits[2] === 'k' ? 1000 : 1);
  const words = plain.trim().split(/[\s-]+/u);
  const scale = words.at(-1) === 'hundred' ? 100 : words.at(-1) === 'thousand' ? 1000 : 1;
  const counted = scale === 1 ? words : words.slice(0, -1);
  return scale * counted.reduce((sum, word) => sum + wordValue(word), 0);
}

/** The place that an ordinal names, from 0; "last" is -1. */
export function readOrdinal(text: string): number {
  const lower = text.toLowerCase();
  if (lower === 'last') return -1;
  const named = ORDINALS.indexOf(lower);
  return named >= 0 ? named : Number.parseInt(lower, 10) - 1;
}

export function ordinalWord(place: number): string {
  return ORDINALS[place] ?? `${place + 1}th`;
}

function wordValue(word: string): number {
  if (word === 'a') return 1;
  const tens = TENS.indexOf(word);
  return tens >= 0 ? (tens + 2) * 10 : UNIT_WORDS.indexOf(word);
}
