/** What a difference does to the set of values that a schema allows. */
export type Effect =
  /** Some values are no longer allowed. */
  | 'narrower'
  /** Some values are allowed that were not. */
  | 'wider'
  /** Both, or nobody can tell. */
  | 'either'
  /** The set is the same, or differs only by what nobody sends or reads. */
  | 'none';

/** Differences that are called by who sees them: a parameter, or a part of the result. */
export type PropertyKind =
  | 'property-removed'
  | 'property-added'
  | 'property-required'
  | 'property-optional';

/** Differences that are called the same on both sides. */
export type RuleKind =
  | 'properties-closed'
  | 'properties-opened'
  | 'type-narrowed'
  | 'type-widened'
  | 'type-changed'
  | 'alternative-removed'
  | 'alternative-added'
  | 'enum-narrowed'
  | 'enum-widened'
  | 'limit-tightened'
  | 'limit-loosened'
  | 'limit-changed'
  | 'schema-changed'
  | 'title-changed'
  | 'description-changed'
  | 'default-changed';

/** One difference between two schemas, seen from where it stands. */
export interface Difference {
  readonly kind: PropertyKind | RuleKind;
  readonly effect: Effect;
  /** Steps from the schema to the place: `.price`, `[]`, `[0]`, `.*`. */
  readonly path: readonly string[];
  /** The keyword of JSON Schema that differs, where the kind does not say it. */
  readonly keyword?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The same differences, seen from one step further out. */
export const under = (step: string, found: readonly Difference[]): Difference[] =>
  found.map((one) => ({ ...one, path: [step, ...one.path] }));

/** `.price`, or `["a b"]` for a name that would be read as something else. */
export const stepTo = (name: string): string =>
  /^[\w-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;

/** `filters[].price`; nothing for the schema itself. */
export const pathText = (path: readonly string[]): string => path.join('').replace(/^\./, '');

export const narrows = ({ effect }: Difference): boolean =>
  effect === 'narrower' || effect === 'either';

export const widens = ({ effect }: Difference): boolean =>
  effect === 'wider' || effect === 'either';
