/** IAM's patterns: `*` is any text, `?` any one character (IAM reference, "Action", "Resource"). */

/**
 * Whether all that one pattern matches is matched by another. It may say no where only a close look
 * would say yes (`?*` and `*?`), never the other way round.
 */
export function isWithin(inner: string, outer: string): boolean {
  return walk(inner, outer, (a, b, next) => {
    if (b === '*') return next(0, 1) || (a !== undefined && next(1, 0));
    return a !== undefined && a !== '*' && (a === b || b === '?') && next(1, 1);
  });
}

/** Whether there is a text that both match. */
export function overlap(one: string, other: string): boolean {
  return walk(one, other, (a, b, next) => {
    if (a === '*') return next(1, 0) || (b !== undefined && next(0, 1));
    if (b === '*') return next(0, 1) || (a !== undefined && next(1, 0));
    return a !== undefined && b !== undefined && (a === b || a === '?' || b === '?') && next(1, 1);
  });
}

type Step = (
  a: string | undefined,
  b: string | undefined,
  next: (aSteps: number, bSteps: number) => boolean,
) => boolean;

/** Goes through both texts at once; a pair of places is looked at once, so the time is their product. */
function walk(one: string, other: string, step: Step): boolean {
  const known = new Map<number, boolean>();
  const width = other.length + 1;
  const from = (i: number, j: number): boolean => {
    if (i === one.length && j === other.length) return true;
    const place = i * width + j;
    const before = known.get(place);
    if (before !== undefined) return before;
    const found = step(one[i], other[j], (a, b) => from(i + a, j + b));
    known.set(place, found);
    return found;
  };
  return from(0, 0);
}
