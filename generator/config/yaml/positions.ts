import type { Position } from '../../diagnostics.ts';

/** Turns an offset in a text, in UTF-16 units from 0, into its place. */
export type PositionOf = (offset: number) => Position;

/** Places in a file. A column counts characters, so one outside the basic plane is one, not two. */
export function positionsIn(file: string, text: string): PositionOf {
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const pairs = [...text.matchAll(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)].map(({ index }) => index + 1);
  return (offset) => {
    const line = countBelow(lineStarts, offset + 1);
    const start = lineStarts[line - 1] ?? 0;
    const halves = countBelow(pairs, offset + 1) - countBelow(pairs, start + 1);
    return { file, line, col: offset - start - halves + 1 };
  };
}

/** How many of the sorted numbers are below a limit. */
function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The line of a text on which an offset stands. */
export function lineAround(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end < 0 ? text.length : end);
}
