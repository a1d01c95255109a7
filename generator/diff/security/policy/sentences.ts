import type { Widened } from './find-widened.ts';
import { drawGrant, type Group } from './group-widened.ts';

type Say = (who: string, what: string, conditions: string) => string;

const WIDENED: Readonly<Record<Widened['how'], Say>> = {
  allowed: (who, what, conditions) => `${who} may now ${what}${conditions && `, if ${conditions}`}`,
  undenied: (who, what, conditions) =>
    `${who} is no longer denied ${what}${conditions && `, if ${conditions}`}`,
  unconditioned: (who, what, conditions) =>
    conditions
      ? `${who} may ${what} under other conditions: ${conditions}`
      : `${who} may ${what} without the condition that there was`,
};

const NARROWED: Readonly<Record<Widened['how'], Say>> = {
  allowed: (who, what) => `${who} may no longer ${what}`,
  undenied: (who, what, conditions) =>
    `${who} is now denied ${what}${conditions && `, if ${conditions}`}`,
  unconditioned: (who, what) => `${who} may ${what} only under one condition more, or another one`,
};

/** What somebody may do that they might not. */
export const sayWidened = (who: string, group: Group): string =>
  WIDENED[group.how](who, drawGrant(group), group.conditions.join(' and '));

/** What somebody may no longer do; the group is of what was allowed. */
export const sayNarrowed = (who: string, group: Group): string =>
  NARROWED[group.how](who, drawGrant(group), group.conditions.join(' and '));

/** A group as the value of an entry. */
export const grantValue = ({ actions, resources, conditions }: Group) => ({
  actions,
  resources,
  ...(conditions.length > 0 && { conditions }),
});
