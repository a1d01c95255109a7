import { isMap } from './plain-values.ts';
import { TracedText } from './trace-text.ts';

/** What a function's argument has to be. */
export interface Kind {
  /** As a message says it: `has to be …`. */
  readonly says: string;
  readonly holds: (value: unknown) => boolean;
}

export type Scalar = string | number | boolean;

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

export const kinds = {
  any: { says: 'any value', holds: () => true },
  scalar: { says: 'a text, a number, true or false', holds: isScalar },
  text: { says: 'a text', holds: (value) => typeof value === 'string' },
  /** Text that keeps where its pieces came from. */
  pieces: {
    says: 'a text',
    holds: (value) => typeof value === 'string' || value instanceof TracedText,
  },
  count: {
    says: 'a whole number from 0 to 100',
    holds: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 100,
  },
  boolean: { says: 'true or false', holds: (value) => typeof value === 'boolean' },
  scalars: {
    says: 'a list of texts and numbers',
    holds: (value) => Array.isArray(value) && value.every(isScalar),
  },
  map: { says: 'a map', holds: isMap },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof kinds;

/** A value's kind, as a message says it. Never the value, which may be a secret. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  const known: Partial<Record<string, string>> = {
    string: 'a text',
    number: 'a number',
    boolean: 'true or false',
    undefined: 'nothing',
  };
  return known[typeof value] ?? (value instanceof TracedText ? 'a text' : 'a map');
}

/** What Helm takes as empty: `""`, `0`, `false`, `null`, an empty list and an empty map. */
export function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return !value;
  return Object.keys(value).length === 0;
}
