import type { Path } from '../config/located.ts';

/** A template may write anything, so these read what is there and take nothing for granted. */

/** A value and where it stands. */
export interface Placed {
  readonly path: Path;
  readonly value: unknown;
}

export type Fields = Readonly<Record<string, unknown>>;

export const isMap = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The entries of a map; none when it is no map. */
export const fieldsOf = (value: unknown): Fields => (isMap(value) ? value : {});

/** The items of a list; a single value is a list of one, as in IAM policies. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The texts among the items. */
export const textsOf = (value: unknown): string[] =>
  listOf(value).filter((item) => typeof item === 'string');
