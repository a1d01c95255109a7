import { isWithin, overlap } from './patterns.ts';

/** What one part of a statement is about: a pattern, or everything but some patterns. */
export type Matcher = { readonly is: string } | { readonly not: readonly string[] };

/** Everything; what a statement is about that leaves the part out. */
export const ANYTHING: Matcher = { is: '*' };

/** Whether a matcher is about nothing that another is not about too. */
export function isPartOf(inner: Matcher, outer: Matcher): boolean {
  if ('is' in outer) return isWithin('is' in inner ? inner.is : '*', outer.is);
  if ('is' in inner) return outer.not.every((pattern) => !overlap(inner.is, pattern));
  return outer.not.every((pattern) => inner.not.some((wider) => isWithin(pattern, wider)));
}

/**
 * What two matchers have in common: nothing, or the narrower of the two. Where neither lies within
 * the other it is the first, which is more than they share.
 */
export function sharedBy(one: Matcher, other: Matcher): Matcher | undefined {
  if (isPartOf(one, other)) return one;
  if (isPartOf(other, one)) return other;
  return meets(one, other) ? one : undefined;
}

function meets(one: Matcher, other: Matcher): boolean {
  if ('is' in one && 'is' in other) return overlap(one.is, other.is);
  const [named, rest] = 'is' in one ? [one, other] : [other, one];
  if (!('is' in named) || !('not' in rest)) return true;
  return !rest.not.some((pattern) => isWithin(named.is, pattern));
}

/** A matcher as text, for people and for comparing. */
export const drawMatcher = (matcher: Matcher): string =>
  'is' in matcher ? matcher.is : `everything but ${matcher.not.join(', ')}`;
