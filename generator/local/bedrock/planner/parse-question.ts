import { admitLimits, noteMeasures } from './admit-limits.ts';
import { parseFeatures } from './parse-features.ts';
import { parsePrice, takeMeasures } from './parse-price.ts';
import { parseLimit, parsePick, parsePointer, parsePositions } from './parse-references.ts';
import { asCategory, parseSubjects } from './parse-subjects.ts';
import {
  ADJECTIVE,
  ANY,
  BUY_NOW,
  CATEGORIES,
  COMMAND,
  COMPARE,
  COMPARE_CHOICE,
  CONTINUES,
  COUNT_ONLY,
  DETAILS,
  DOES_IT_HAVE,
  ID,
  IN_STOCK,
  IS_IT,
  MORE,
  OUT_OF_STOCK,
  POSITION,
  QUOTED,
  SIMILAR,
  THAN_BETWEEN,
  VERSUS,
  WHAT_IS,
  WITHOUT_SOLD_OUT,
} from './phrases.ts';
import { type Ask, NOTHING_WANTED, type Question, type Wanted } from './question.ts';
import { plainText, Scanner } from './scanner.ts';
import { contentWords, isGenericWord, trimStopWords, wordsOf } from './words.ts';

/** Reads a shopper's question by phrases, without a look at the conversation around it. */
export function parseQuestion(question: string, categories: readonly string[]): Question {
  const text = plainText(question);
  const scan = new Scanner(text);
  const ids = scan.takeAll(ID).map(([id]) => id.toUpperCase());
  const continues = CONTINUES.test(text);
  const start = { ids, continues, text };
  if (MORE.test(text)) return { ...blank(start), ask: 'more' };
  const compared = readComparison(new Scanner(scan.rest), start);
  if (compared) return compared;
  return readAsk(scan, start, categories);
}

interface Start {
  readonly text: string;
  readonly ids: readonly string[];
  readonly continues: boolean;
}

function blank({ ids, continues }: Start): Question {
  return {
    ask: 'search',
    wanted: NOTHING_WANTED,
    adjectives: [],
    ids,
    positions: [],
    names: [],
    continues,
    generic: false,
    countsOnly: false,
    notes: [],
  };
}

/** Two things to compare, by id, place or name. */
function readComparison(scan: Scanner, start: Start): Question | undefined {
  const than = start.ids.length === 2 && scan.has(THAN_BETWEEN);
  if (!than && ![COMPARE, COMPARE_CHOICE, VERSUS].some((pattern) => scan.has(pattern))) {
    return undefined;
  }
  const notes = /\b(?:better|best)\b/iu.test(start.text)
    ? ['Which one is better is yours to judge: the catalog holds no ratings.']
    : [];
  scan.take(COMPARE);
  scan.take(COMPARE_CHOICE);
  const positions = parsePositions(scan);
  const points = parsePointer(scan);
  const names = scan.rest
    .split(/\s(?:vs\.?|versus|compared (?:to|with)|and|or|with|to)\s|[,;?!]/iu)
    .map(trimStopWords)
    .filter((name) => name !== '');
  const things = start.ids.length + positions.length + names.length;
  if (things < 2 && points === undefined) return undefined;
  return { ...blank(start), ask: 'compare', positions, names, ...(points && { points }), notes };
}

/** The order of the steps is the grammar: each takes its words away from the ones after it. */
function readAsk(scan: Scanner, start: Start, categories: readonly string[]): Question {
  const quoted = scan.take(QUOTED)?.[1];
  const { price, notes: priceNotes } = parsePrice(scan);
  const measures = takeMeasures(scan);
  const has = readHas(scan);
  const limits = admitLimits(scan);
  const { notes: orderNotes, ...byPrice } = parsePick(scan);
  const stock = readStock(scan, start.text);
  scan.take(COMMAND);
  const isSimilar = scan.take(SIMILAR) !== undefined;
  const details = scan.take(DETAILS) !== undefined;
  const whatIs = scan.take(WHAT_IS) !== undefined;
  const positions = parsePositions(scan);
  const limit = parseLimit(scan);
  const name = has?.name ?? quoted ?? leftOverName(scan.rest);
  const points = parsePointer(scan);
  const { features, adjectives, without, notes } = parseFeatures(scan);
  const wanted: Wanted = {
    subjects: has ? [] : quoted ? [{ query: quoted }] : parseSubjects(scan.rest, categories),
    features: has ? [...features, has.feature] : features,
    price,
    without,
    ...(stock && { stock }),
  };
  const question: Question = {
    ...blank(start),
    wanted,
    adjectives,
    positions,
    names: name === '' ? [] : [name],
    ...byPrice,
    ...(limit !== undefined && { limit }),
    ...(points && { points }),
    generic: isGeneral(start.text, points !== undefined),
    countsOnly: COUNT_ONLY.test(start.text),
    notes: [...priceNotes, ...noteMeasures(measures), ...limits, ...orderNotes, ...notes],
  };
  const mayBeName = asCategory(name, categories) === undefined;
  const asksDetails = details || has !== undefined || (whatIs && features.length === 0);
  return { ...question, ask: whichAsk(question, start.text, asksDetails && mayBeName, isSimilar) };
}

function readStock(scan: Scanner, text: string): Wanted['stock'] {
  const wantsRest = scan.has(WITHOUT_SOLD_OUT);
  if (scan.takeAll(OUT_OF_STOCK).length > 0) return wantsRest ? 'in' : 'out';
  return scan.takeAll(IN_STOCK).length > 0 || BUY_NOW.test(text) ? 'in' : undefined;
}

function whichAsk(question: Question, text: string, asksDetails: boolean, isSimilar: boolean): Ask {
  const { wanted, ids, positions, points, names } = question;
  if (isSimilar) return 'similar';
  const isIt = IS_IT.test(text) && names.length > 0;
  const pointsAtProducts = ids.length + positions.length > 0 || points === 'it';
  if (wanted.stock && (isIt || pointsAtProducts)) return 'stock';
  if (pointsAtProducts && question.pick === undefined) return 'details';
  if (CATEGORIES.test(text) && isEmpty(question)) return 'categories';
  const isPlain = wanted.stock === undefined && isEmpty({ ...question, wanted: unbounded(wanted) });
  return isPlain && names.length > 0 && (asksDetails || isIt) ? 'details' : 'search';
}

/** Without what may also stand in a product's name. */
function unbounded({ price }: Wanted): Wanted {
  return { ...NOTHING_WANTED, price };
}

function isEmpty({ wanted, pick, order, relative, points }: Question): boolean {
  const { subjects, features, price, stock, without } = wanted;
  const bounds = [price.min, price.max, stock, pick, order, relative, points];
  return (
    [subjects, features, without].every(({ length }) => length === 0) &&
    bounds.every((bound) => bound === undefined || bound === 'they')
  );
}

/** With a pronoun, "any" and "all" are about what it points at. */
function isGeneral(text: string, points: boolean): boolean {
  if (wordsOf(text).some(isGenericWord)) return true;
  return !points && ANY.test(text);
}

/** What may be a product's name. An adjective at its end is what is asked: "is the vest waterproof". */
function leftOverName(rest: string): string {
  const name = trimStopWords(rest.split(/[;?!]/u).map(trimStopWords).join(' '));
  const before = name.replace(new RegExp(`\\s+${ADJECTIVE.source}$`, 'iu'), '');
  return contentWords(before).length === 0 ? '' : trimStopWords(before);
}

/** "Does the desk lamp have USB?" asks about one named product. */
function readHas(scan: Scanner): { readonly name: string; readonly feature: string } | undefined {
  const match = DOES_IT_HAVE.exec(scan.rest);
  const name = trimStopWords(match?.[1] ?? '');
  const feature = trimStopWords(match?.[2] ?? '');
  if (name === '' || feature === '' || POSITION.test(match?.[1] ?? '')) return undefined;
  scan.take(DOES_IT_HAVE);
  return { name, feature };
}
