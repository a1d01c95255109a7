import { type Authored, isByRobot, isSame } from '../api/authored.ts';
import { partOf } from './check-bodies.ts';

export interface Comment extends Authored {
  readonly id: number;
}

/** What to do, so that a pull request has exactly the wanted comments. */
export type Step =
  | { readonly act: 'create'; readonly body: string }
  | { readonly act: 'update'; readonly id: number; readonly body: string }
  | { readonly act: 'delete'; readonly id: number };

/**
 * The steps from the comments that are there to the wanted ones: a part that is there is updated in
 * place, one that is missing is added, what is too much goes. Comments of others stay untouched,
 * whatever they begin with.
 */
export function planComments(
  comments: readonly Comment[],
  bodies: readonly string[],
): readonly Step[] {
  const ours = comments
    .filter(isByRobot)
    .filter(({ body }) => partOf(body ?? '') !== undefined)
    .toSorted((one, other) => one.id - other.id);
  const earlier = bodies.map((_, index) =>
    ours.find(({ body }) => partOf(body ?? '') === index + 1),
  );
  const wanted = bodies.flatMap((body, index): Step[] => {
    const there = earlier[index];
    if (!there) return [{ act: 'create', body }];
    return isSame(there.body, body) ? [] : [{ act: 'update', id: there.id, body }];
  });
  const surplus = ours.filter((comment) => !earlier.includes(comment));
  return [...wanted, ...surplus.map(({ id }): Step => ({ act: 'delete', id }))];
}
