import { readNumber, readOrdinal } from './numbers.ts';
import {
  BACK,
  IT,
  LIMIT,
  NUMBERED,
  ORDERS,
  type OrderPhrase,
  PICKS,
  POSITION,
  RELATIVES,
  THEY,
  VAGUE_ORDERS,
} from './phrases.ts';
import type { Pick, PriceEnd, Question } from './question.ts';
import type { Scanner } from './scanner.ts';

export interface ReadPick {
  readonly pick?: Pick;
  readonly order?: PriceEnd;
  readonly relative?: PriceEnd;
  readonly notes: readonly string[];
}

/** Superlatives, comparatives and wishes for an order, all by price. */
export function parsePick(scan: Scanner): ReadPick {
  const order = takeOrder(scan, ORDERS);
  if (order) return order;
  for (const { pattern, end } of PICKS) {
    const match = scan.take(pattern);
    if (match) return { pick: readPick(match, end), notes: [] };
  }
  const relative = RELATIVES.find(({ pattern }) => scan.take(pattern) !== undefined);
  if (relative) return { relative: relative.end, notes: [] };
  return takeOrder(scan, VAGUE_ORDERS) ?? { notes: [] };
}

function takeOrder(scan: Scanner, orders: readonly OrderPhrase[]): ReadPick | undefined {
  const found = orders.find(({ pattern }) => scan.take(pattern) !== undefined);
  return found && { order: found.end, notes: found.note === undefined ? [] : [found.note] };
}

function readPick([, rank, before, after]: RegExpExecArray, end: PriceEnd): Pick {
  const count = before ?? after;
  const place = rank === undefined ? 0 : rank.toLowerCase() === 'next' ? 1 : readOrdinal(rank);
  return { end, rank: Math.max(0, place) + 1, count: count === undefined ? 1 : readNumber(count) };
}

/** "the second one", "the first two", "number 3". */
export function parsePositions(scan: Scanner): readonly number[] {
  const ordinals = scan
    .takeAll(POSITION)
    .flatMap(([, alone, after, count, before, countBefore]) =>
      places(readOrdinal(alone ?? after ?? before ?? ''), count ?? countBefore),
    );
  const numbered = scan.takeAll(NUMBERED).map(([, number]) => Number(number) - 1);
  return [...ordinals, ...numbered];
}

/** A count runs on from the first place, or up to the last. */
function places(first: number, count: string | undefined): readonly number[] {
  const length = count === undefined ? 1 : readNumber(count);
  const start = first === -1 ? -length : first;
  return Array.from({ length }, (_, step) => start + step);
}

export function parseLimit(scan: Scanner): number | undefined {
  const match = scan.take(LIMIT);
  return match?.[1] === undefined ? undefined : readNumber(match[1]);
}

export function parsePointer(scan: Scanner): Question['points'] {
  if (scan.take(BACK)) return 'those';
  if (scan.take(IT)) return 'it';
  return scan.take(THEY) ? 'they' : undefined;
}
