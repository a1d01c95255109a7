import { NUMBER_WORDS, readNumber } from './numbers.ts';
import type { Bound, PriceRange } from './question.ts';
import type { Scanner } from './scanner.ts';

/** After these a number is no price. */
const UNITS = [
  'mah|kwh|wh|w|watts?|volts?|v|hz|khz|mhz|ghz|dpi|mp|megapixels?',
  'kg|kilos?|grams?|g|lbs?|oz|ounces?|liters?|litres?|l|ml|cups?|gallons?',
  'mm|cm|m|km|meters?|metres?|inch(?:es)?|feet|foot|ft|miles?',
  'tb|gb|mb|cores?|ports?|pixels?|speeds?|motors?|bars?',
  'seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?',
  'pages?|pieces?|packs?|pairs?|persons?|people|players?|seats?|seaters?|stars?|percent|points?|recipes?|puzzles?|sets?|colou?rs?',
].join('|');
const NO_UNIT = `(?!\\s?-?(?:(?:${UNITS})\\b|[%"°]))`;

/** An amount: digits or words, perhaps with a currency, and nothing that makes it a measure. */
const CURRENCY = '\\s?(?:us\\s)?(?:dollars?|usd|bucks?|\\$)';
const DIGITS = '(?:us)?\\$?\\s?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d{1,2})?k?';
const AMOUNT = `(${DIGITS}|${NUMBER_WORDS})(?:${CURRENCY})?(?![\\p{L}\\d]|[.,]\\d)${NO_UNIT}`;
/** An amount that says itself that it is money. */
const MONEY = `((?:us)?\\$\\s?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d{1,2})?k?(?![\\p{L}\\d]|[.,]\\d)|(?:${DIGITS}|${NUMBER_WORDS})(?=${CURRENCY}))(?:${CURRENCY})?`;

const LEAD =
  '(?:\\b(?:(?:that |which )?(?:are |is )?(?:costs?|costing|priced?|selling|sells?)|for|at|with (?:a )?prices?(?: tag)?(?: of)?)\\s+)?';

/** "$50 and under" ends there; "over $50 and under $90" is two bounds. */
const NO_NUMBER = `(?!\\s*(?:than\\s*)?(?:\\$|\\d|${NUMBER_WORDS}\\b))`;

type ReadRange = (...amounts: readonly number[]) => PriceRange;

interface PricePhrase {
  readonly pattern: RegExp;
  readonly range: ReadRange;
  /** What the answer has to admit about this reading. */
  readonly note?: (amount: number, range: PriceRange) => string;
}

const upTo = (inclusive: boolean) => (amount: number) => ({ max: { amount, inclusive } });
const from = (inclusive: boolean) => (amount: number) => ({ min: { amount, inclusive } });

/** The first that fits is taken, again and again: inclusive phrases hold strict ones ("no more than"). */
const PHRASES: readonly PricePhrase[] = [
  {
    pattern: phrase(`(?:in between|between|from)\\s+${AMOUNT}\\s*(?:and|to|-)\\s*${AMOUNT}`),
    range: between,
  },
  { pattern: phrase(`${MONEY}\\s*(?:to|-)\\s*${AMOUNT}`), range: between },
  { pattern: phrase(`${AMOUNT}\\s*(?:to|-)\\s*${MONEY}`), range: between },
  { pattern: phrase(`${AMOUNT}\\s*(?:to|-)\\s*${AMOUNT}\\s+(?:price )?range`), range: between },
  {
    pattern: phrase(`(\\d{2,5})\\s?-\\s?(\\d{2,5})(?![\\p{L}\\d-]|[.,]\\d)${NO_UNIT}`),
    range: between,
  },
  {
    pattern: phrase(
      `${AMOUNT}\\s+(?:or|and)\\s+(?:less|under|below|lower|cheaper|down)\\b${NO_NUMBER}`,
    ),
    range: upTo(true),
  },
  {
    pattern: phrase(`${AMOUNT}\\s+(?:or|and)\\s+(?:more|over|above|higher|up)\\b${NO_NUMBER}`),
    range: from(true),
  },
  { pattern: phrase(`${MONEY}\\s?\\+`), range: from(true) },
  {
    pattern: phrase(
      `(?:(?:around|roughly|approximately|approx\\.?|near(?:ly)?|close to|~)\\s*${AMOUNT})`,
    ),
    range: around,
    note: noteAround,
  },
  { pattern: phrase(`about\\s+${MONEY}`), range: around, note: noteAround },
  { pattern: phrase(`(?:exactly|precisely)\\s+${AMOUNT}`), range: exactly },
  {
    pattern: phrase(
      `(?:up to|at most|(?:no|not) more than|not (?:over|above|exceeding)|(?:a )?max(?:imum)?(?: (?:price )?of)?|upper limit(?: of)?|<=|≤|within(?: (?:a|my) budget of)?|(?:a |my |the )?budget(?: (?:is|of|around))?:?|i(?: only)? have|i can (?:spend|afford)|spend(?:ing)?(?: up to)?|can afford|afford)\\s*${AMOUNT}`,
    ),
    range: upTo(true),
  },
  {
    pattern: phrase(
      `(?:at least|(?:no|not) less than|not (?:under|below)|(?:a )?min(?:imum)?(?: (?:price )?of)?|starting (?:at|from)|>=|≥)\\s*${AMOUNT}`,
    ),
    range: from(true),
  },
  {
    pattern: phrase(
      `(?:under|below|beneath|less than|lower than|cheaper than|less expensive than|<)\\s*${AMOUNT}`,
    ),
    range: upTo(false),
  },
  {
    pattern: phrase(
      `(?:over|above|more than|greater than|higher than|more expensive than|pricier than|dearer than|exceeding|>)\\s*${AMOUNT}`,
    ),
    range: from(false),
  },
  { pattern: phrase(`from\\s+${MONEY}`), range: from(true) },
  { pattern: phrase(`(?<=\\b(?:costs?|costing|priced at|at|worth)\\s)${MONEY}`), range: exactly },
  { pattern: phrase(`(?<=\\bfor\\s)${MONEY}`), range: upTo(true) },
];

export interface ReadPrice {
  readonly price: PriceRange;
  readonly notes: readonly string[];
}

/** Takes every price bound out of the question. Later bounds win over earlier ones. */
export function parsePrice(scan: Scanner): ReadPrice {
  let price: PriceRange = {};
  const notes: string[] = [];
  for (const { pattern, range, note } of PHRASES) {
    for (const match of scan.takeAll(pattern)) {
      const amounts = match
        .slice(1)
        .filter((group) => group !== undefined)
        .map(readNumber);
      const found = range(...amounts);
      price = { ...price, ...found };
      if (note) notes.push(note(amounts[0] ?? 0, found));
    }
  }
  return { price, notes };
}

/** Measures that sound like bounds: "under 2 kg". Taken out, because no tool can filter by them. */
export function takeMeasures(scan: Scanner): readonly string[] {
  return scan.takeAll(MEASURE).map((match) => match[0].trim());
}

const MEASURE = new RegExp(
  `\\b(?:under|below|less than|lighter than|smaller than|over|above|more than|longer than|larger than|bigger than|at least|at most|up to)\\s+\\d+(?:[.,]\\d+)?\\s?-?(?:(?:${UNITS})\\b|[%"])`,
  'iu',
);

function phrase(source: string): RegExp {
  return new RegExp(`${LEAD}(?<![\\p{L}\\p{N}])${source}`, 'iu');
}

function between(...amounts: readonly number[]): PriceRange {
  const bound = (amount: number): Bound => ({ amount, inclusive: true });
  return { min: bound(Math.min(...amounts)), max: bound(Math.max(...amounts)) };
}

function exactly(amount: number): PriceRange {
  return between(amount, amount);
}

/** "Around" is a fifth more or less. */
function around(amount: number): PriceRange {
  return between(Math.round(amount * 80) / 100, Math.round(amount * 120) / 100);
}

function noteAround(amount: number, { min, max }: PriceRange): string {
  return `I read “around $${amount}” as $${min?.amount} to $${max?.amount}.`;
}
