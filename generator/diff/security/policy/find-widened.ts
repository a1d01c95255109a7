import { isNoStricter } from './conditions.ts';
import { isPartOf, sharedBy } from './matcher.ts';
import type { Atom } from './read-atoms.ts';

/** Something that may be done on the second side and not on the first, and why. */
export interface Widened extends Atom {
  /**
   * allowed: it was not. undenied: it was denied. unconditioned: it was allowed under conditions that
   * asked for more.
   */
  readonly how: 'allowed' | 'undenied' | 'unconditioned';
}

/**
 * What policies allow that they did not. Whatever request became possible is part of the answer. It
 * may hold more than that where patterns cross, and where several statements together, none alone,
 * allowed the same before.
 *
 * @param deniesAlone whether taking a denial away counts also where nothing here allows the same; so
 *   it is with the policies of resources, as roles allow elsewhere
 */
export function findWidened(
  before: readonly Atom[],
  after: readonly Atom[],
  deniesAlone = false,
): Widened[] {
  const [allowedBefore, deniedBefore] = split(before);
  const [allowed, denied] = split(after);
  const isDenied = (atom: Atom) =>
    denied.some((one) => one.clauses.length === 0 && coversRequests(one, atom));
  const added = allowed
    .filter((atom) => !allowedBefore.some((one) => covers(one, atom)) && !isDenied(atom))
    .map((atom): Widened => {
      const isKnown = allowedBefore.some((one) => coversRequests(one, atom));
      return { ...atom, how: isKnown ? 'unconditioned' : 'allowed' };
    });
  const gone = deniedBefore.filter((atom) => !denied.some((one) => covers(one, atom)));
  const undenied = deniesAlone
    ? gone
    : gone.flatMap((atom) => allowed.flatMap((one) => shared(atom, one) ?? []));
  const told = undenied
    .filter((atom) => !isDenied(atom))
    .map((atom): Widened => ({ ...atom, how: 'undenied' }));
  return [...added, ...told];
}

const split = (atoms: readonly Atom[]) =>
  [
    atoms.filter(({ effect }) => effect === 'Allow'),
    atoms.filter(({ effect }) => effect === 'Deny'),
  ] as const;

const covers = (outer: Atom, inner: Atom) =>
  coversRequests(outer, inner) && isNoStricter(outer.clauses, inner.clauses);

const PARTS = ['principal', 'action', 'resource'] as const;

const coversRequests = (outer: Atom, inner: Atom) =>
  PARTS.every((part) => isPartOf(inner[part], outer[part]));

/** The part of a denial that something allows. */
function shared(denial: Atom, allowance: Atom): Atom | undefined {
  const principal = sharedBy(denial.principal, allowance.principal);
  const action = sharedBy(denial.action, allowance.action);
  const resource = sharedBy(denial.resource, allowance.resource);
  const { name } = action === allowance.action ? allowance : denial;
  return principal && action && resource && { ...denial, principal, action, name, resource };
}
