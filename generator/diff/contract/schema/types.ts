import { listOf } from '../../../render/plain-values.ts';
import type { KeywordRow } from './comparison.ts';
import { type Schema, sortedText } from './json-schema.ts';

/** All types; `integer` is part of `number`. */
const TYPES: readonly string[] = ['array', 'boolean', 'null', 'number', 'object', 'string'];

/** What `type` says; all types when it is not there. */
export const declaredTypes = ({ type }: Schema): readonly string[] =>
  type === undefined ? TYPES : listOf(type).map(String);

/** The values of `const` and `enum`; nothing when there is neither. */
export function constantsOf(schema: Schema): readonly unknown[] | undefined {
  const list = Array.isArray(schema.enum) ? schema.enum : undefined;
  if (!Object.hasOwn(schema, 'const')) return list;
  const only = sortedText(schema.const);
  return list?.every((value) => sortedText(value) !== only) ? [] : [schema.const];
}

/** The types that a value of the schema can have. Constants say it too. */
export function possibleTypes(schema: Schema): readonly string[] {
  const declared = declaredTypes(schema);
  const constants = constantsOf(schema);
  if (!constants) return declared;
  return [...new Set(constants.map(typeOf))].filter((type) => isIn(type, declared));
}

export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

export const isIn = (type: string, types: readonly string[]): boolean =>
  types.includes(type) || (type === 'integer' && types.includes('number'));

/** Whether no value can be of both. */
export const areApart = (one: readonly string[], other: readonly string[]): boolean =>
  !one.some((type) => isIn(type, other)) && !other.some((type) => isIn(type, one));

/** In `before` and `after`, `undefined` stands for any type. */
export const compareTypes: KeywordRow['compare'] = (before, after) => {
  const [old, current] = [possibleTypes(before), possibleTypes(after)];
  // Where constants alone say the type, and it is another, they are not compared any more.
  const isOther = areApart(old, current);
  const lost = old.some((type) => isOther || !isIn(type, declaredTypes(after)));
  const gained = current.some((type) => isOther || !isIn(type, declaredTypes(before)));
  const shown = (types: readonly string[]) => (types === TYPES ? undefined : types);
  const values = { path: [], before: shown(old), after: shown(current) } as const;
  if (lost && gained) return [{ kind: 'type-changed', effect: 'either', ...values }];
  if (lost) return [{ kind: 'type-narrowed', effect: 'narrower', ...values }];
  return gained ? [{ kind: 'type-widened', effect: 'wider', ...values }] : [];
};

/** Constants whose type is new or gone are told by the types. */
export const compareConstants: KeywordRow['compare'] = (before, after) => {
  const [old, current] = [constantsOf(before), constantsOf(after)];
  const lost = refuses(current, old, declaredTypes(after));
  const gained = refuses(old, current, declaredTypes(before));
  const values = { path: [], before: old, after: current } as const;
  return [
    ...(lost ? [{ kind: 'enum-narrowed', effect: 'narrower', ...values } as const] : []),
    ...(gained ? [{ kind: 'enum-widened', effect: 'wider', ...values } as const] : []),
  ];
};

/** Whether a list of constants lacks some of the values, or of all values, of the types beside it. */
function refuses(
  constants: readonly unknown[] | undefined,
  values: readonly unknown[] | undefined,
  types: readonly string[],
): boolean {
  if (!constants) return false;
  if (!values) return true;
  const known = new Set(constants.map(sortedText));
  return values.some((value) => isIn(typeOf(value), types) && !known.has(sortedText(value)));
}
