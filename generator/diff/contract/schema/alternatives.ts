import { fieldsOf, listOf } from '../../../render/plain-values.ts';
import { asSchema, rulesOf, type Schema, sortedText, withoutNotes } from './json-schema.ts';
import { resolve } from './references.ts';
import { areApart, constantsOf, declaredTypes, isIn, possibleTypes, typeOf } from './types.ts';

/** Unions are dissolved as deep and into as many alternatives; a union of more is compared as a whole. */
const MAX_DEPTH = 2;
const MAX_ALTERNATIVES = 100;

/**
 * The alternatives of a schema that is nothing but a union, with unions among them dissolved.
 * Nothing for any other schema, and for a `oneOf` whose alternatives a value could both fit.
 */
export function alternativesOf(schema: Schema, root: Schema, depth = 0): Schema[] | undefined {
  const [keyword, ...others] = rulesOf(schema);
  if (others.length > 0 || (keyword !== 'anyOf' && keyword !== 'oneOf')) return undefined;
  const list = schema[keyword];
  if (!Array.isArray(list) || list.length > MAX_ALTERNATIVES || depth > MAX_DEPTH) return undefined;
  const branches = list.map(asSchema);
  if (!branches.every((branch) => branch !== undefined)) return undefined;
  const resolved = branches.map((branch) => resolve(branch, root));
  if (keyword === 'oneOf' && !areAllApart(resolved)) return undefined;
  const flat = resolved.flatMap((branch) => alternativesOf(branch, root, depth + 1) ?? [branch]);
  return flat.length > MAX_ALTERNATIVES ? undefined : joinConstants(flat);
}

/** A schema that is no union, cut by its types, to be held against one that is. */
export function splitByType(schema: Schema): Schema[] {
  const bare = withoutNotes(schema);
  if (!Array.isArray(schema.type) || schema.type.length < 2) return [bare];
  const constants = constantsOf(schema);
  return declaredTypes(schema).flatMap((type) => {
    if (!constants) return [{ ...bare, type }];
    const { const: _, ...rest } = bare;
    const own = constants.filter((value) => isIn(typeOf(value), [type]));
    return own.length > 0 ? [{ ...rest, type, enum: own }] : [];
  });
}

/** `{const: a}` or `{const: b}` is `{enum: [a, b]}`. */
function joinConstants(alternatives: Schema[]): Schema[] {
  const joined = alternatives.map(onlyConstants);
  return joined.every((values) => values !== undefined) ? [{ enum: joined.flat() }] : alternatives;
}

const CONSTANT: readonly string[] = ['type', 'const', 'enum'];

function onlyConstants(schema: Schema): readonly unknown[] | undefined {
  if (!rulesOf(schema).every((keyword) => CONSTANT.includes(keyword))) return undefined;
  const types = declaredTypes(schema);
  return constantsOf(schema)?.filter((value) => isIn(typeOf(value), types));
}

const areAllApart = (branches: readonly Schema[]): boolean =>
  branches.every((one, index) =>
    branches.slice(index + 1).every((other) => areDistinct(one, other)),
  );

/** Whether two alternatives can be told apart, by type, or by constants of their own or of a property. */
export function areDistinct(one: Schema, other: Schema): boolean {
  if (areApart(possibleTypes(one), possibleTypes(other))) return true;
  if (shareNone(constantsOf(one), constantsOf(other))) return true;
  const areObjects = [one, other].every((schema) => possibleTypes(schema).join() === 'object');
  if (!areObjects) return false;
  const [left, right] = [tagsOf(one), tagsOf(other)];
  return [...left].some(([name, values]) => shareNone(values, right.get(name)));
}

function shareNone(
  one: readonly unknown[] | undefined,
  other: readonly unknown[] | undefined,
): boolean {
  if (!one || !other) return false;
  const texts = new Set(one.map(sortedText));
  return !other.some((value) => texts.has(sortedText(value)));
}

/** The constants of required properties. */
function tagsOf(schema: Schema): ReadonlyMap<string, readonly unknown[]> {
  const required = new Set(listOf(schema.required));
  return new Map(
    Object.entries(fieldsOf(schema.properties)).flatMap(([name, property]) => {
      const constants = required.has(name) ? constantsOf(fieldsOf(property)) : undefined;
      return constants ? [[name, constants] as const] : [];
    }),
  );
}
