import { describeNarrowing, describeWanted } from './describe-wanted.ts';
import type { Product } from './find-earlier.ts';
import { ordinalWord } from './numbers.ts';
import type { Pick, PriceEnd, Wanted } from './question.ts';
import { LITERAL } from './small-talk.ts';
import type { Show } from './task.ts';
import { lines, names, withNotes } from './write-answer.ts';

/** "How many" wants a number; a list longer than this is given by category instead. */
const LONGEST_COUNTED_LIST = 10;

/** An answer's text with the products that it is about, in its order. */
export interface Written {
  readonly text: string;
  readonly shown: readonly Product[];
  /** Found, but not listed in the text. */
  readonly held: readonly Product[];
}

interface Found {
  readonly wanted: Wanted;
  readonly show: Show;
  readonly offset: number;
  readonly isComplete: boolean;
}

/** The answer to a search: how many there are, and each of them. */
export function writeFound(products: readonly Product[], found: Found): Written {
  const { wanted, show, offset, isComplete } = found;
  const what = describeWanted(products.length, wanted);
  const count = offset > 0 ? `${products.length} more` : String(products.length);
  const of = isComplete ? `${count} ${what}` : `${count} or more ${what}`;
  const seen = offset + products.length;
  const rest = isComplete
    ? ''
    : `\n\nThese are the first ${seen}; say “show me more” for the rest.`;
  if (products.length === 0) return written(`${nothingFound(wanted, offset)}${rest}`, show);
  if (show.pick) return writePicked(products, show.pick, of, rest, show);
  return writeCounted(products, `I found ${of}`, rest, show);
}

function nothingFound(wanted: Wanted, offset: number): string {
  const none = `I found no${offset > 0 ? ' more' : ''} ${describeWanted(2, wanted)}.`;
  return wanted.subjects.some(({ query }) => query !== undefined) ? `${none} ${LITERAL}` : none;
}

interface Narrowed {
  /** The products of the last answer, as they are now. */
  readonly before: readonly Product[];
  readonly fitting: readonly Product[];
  /** Products of the last answer that the tool no longer knows. */
  readonly gone: readonly Product[];
  readonly wanted: Wanted;
  readonly show: Show;
}

/** The answer about "those": which of them fit, and for stock also which don't. */
export function writeNarrowed({ before, fitting, gone, wanted, show }: Narrowed): Written {
  const lost = gone.length > 0 ? [`No longer in the catalog: ${names(gone)}.`] : [];
  const shows = { ...show, notes: [...lost, ...show.notes] };
  if (show.pick && fitting.length > 1) {
    return writePicked(fitting, show.pick, `those ${fitting.length}`, '', shows);
  }
  const others = before.filter((product) => !fitting.includes(product));
  const rest = wanted.stock && !show.countsOnly ? otherwise(wanted, others) : '';
  const heading = headNarrowed(before.length, fitting.length, wanted);
  if (fitting.length === 0) return written(`${heading}.${rest}`, shows);
  return writeCounted(fitting, heading, rest, shows);
}

const NUMBERS = ['none', 'one'] as const;

/** How many of those fit; of a single one, whether it does. */
function headNarrowed(before: number, fitting: number, wanted: Wanted): string {
  const which = describeNarrowing(wanted, NUMBERS[fitting] ?? 'many');
  if (which === '') return `${fitting} ${describeWanted(fitting, wanted)}`;
  if (before > 1 && fitting === before) return `All ${before} of those ${which}`;
  if (before > 1) return `${fitting === 0 ? 'None' : fitting} of those ${before} ${which}`;
  if (fitting === 1) return `Yes, that one ${which}`;
  return `No, that one ${describeNarrowing(wanted, 'not one')}`;
}

/** The other side of a question about stock, so that nothing of the last answer goes missing. */
function otherwise({ stock }: Wanted, others: readonly Product[]): string {
  const opposite = others.filter(({ in_stock }) => in_stock === (stock === 'out'));
  if (opposite.length === 0) return '';
  return `\n\n${stock === 'in' ? 'Out of stock' : 'In stock'}: ${names(opposite)}.`;
}

function writeCounted(
  products: readonly Product[],
  heading: string,
  rest: string,
  show: Show,
): Written {
  if (show.countsOnly && products.length > LONGEST_COUNTED_LIST) {
    return written(`${heading}:\n${countByCategory(products)}${rest}`, show, products, products);
  }
  const shown = inOrder(products, show.order).slice(0, show.limit);
  const some = shown.length === 1 ? 'one of them' : `${shown.length} of them`;
  const part =
    shown.length < products.length ? `. Here ${shown.length === 1 ? 'is' : 'are'} ${some}` : '';
  return written(
    `${heading}${part}:\n${lines(shown)}${rest}`,
    show,
    shown,
    without(products, shown),
  );
}

/** `of` says which products were compared: "5 products for “laptops”". */
function writePicked(
  products: readonly Product[],
  { end, rank, count }: Pick,
  of: string,
  rest: string,
  show: Show,
): Written {
  const sorted = inOrder(products, end);
  const superlative = end === 'lowest' ? 'cheapest' : 'most expensive';
  const first = sorted[rank - 1];
  const place = rank === 1 ? '' : `${ordinalWord(rank - 1)} `;
  if (!first) return written(`Of ${of} there is no ${place}${superlative}.${rest}`, show);
  const equal = sorted.filter(({ price }) => price === first.price);
  const isShared = count === 1 && rank === 1 && equal.length > 1;
  const shown = isShared ? equal : sorted.slice(rank - 1, rank - 1 + count);
  const many = count === 1 ? '' : `${shown.length} `;
  const heading = isShared
    ? `${equal.length} of ${of} share the ${end} price`
    : `The ${place}${many}${superlative} of ${of}`;
  return written(`${heading}:\n${lines(shown)}${rest}`, show, shown, without(sorted, shown));
}

function written(
  text: string,
  { notes }: Show,
  shown: readonly Product[] = [],
  held: readonly Product[] = [],
): Written {
  return { text: withNotes(text, notes), shown, held };
}

function without(all: readonly Product[], some: readonly Product[]): readonly Product[] {
  return all.filter((product) => !some.includes(product));
}

function inOrder(products: readonly Product[], end: PriceEnd | undefined): readonly Product[] {
  if (end === undefined) return products;
  const sign = end === 'lowest' ? 1 : -1;
  return products.toSorted((a, b) => sign * (a.price - b.price));
}

function countByCategory(products: readonly Product[]): string {
  const groups = Map.groupBy(products, ({ category }) => category ?? 'no category');
  return [...groups].map(([category, group]) => `- ${category}: ${group.length}`).join('\n');
}
