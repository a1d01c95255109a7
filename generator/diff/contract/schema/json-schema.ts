import { type Fields, isMap } from '../../../render/plain-values.ts';

/** A JSON Schema (2020-12) that is an object. Nobody has checked its keywords. */
export type Schema = Fields;

/** Allows everything: `true`, or a schema that is not there. */
export const ANYTHING: Schema = {};

/** Allows nothing: `false`. */
export const NOTHING: Schema = { type: [] };

/** A schema as an object, or nothing when it is no schema. */
export function asSchema(value: unknown): Schema | undefined {
  if (value === undefined || value === true) return ANYTHING;
  if (value === false) return NOTHING;
  return isMap(value) ? value : undefined;
}

/** Keywords that allow or refuse nothing (JSON Schema Validation 2020-12, section 9). */
const ANNOTATIONS = new Set([
  '$comment',
  'default',
  'deprecated',
  'description',
  'examples',
  'readOnly',
  'title',
  'writeOnly',
]);

/** Definitions count where something refers to them. */
const DEFINITIONS = new Set(['$defs', 'definitions']);

/** Keywords whose value is a map of schemas by names that people choose. */
const MAPS = new Set(['dependentSchemas', 'patternProperties', 'properties']);

/** Keywords whose value is data. */
const DATA = new Set(['const', 'enum']);

/** Keywords whose value is a set, in any order. */
const SETS = new Set(['enum', 'required', 'type']);

/** The keywords of a schema that allow or refuse something. */
export const rulesOf = (schema: Schema): string[] =>
  Object.keys(schema).filter((keyword) => !ANNOTATIONS.has(keyword) && !DEFINITIONS.has(keyword));

/** The schema without what allows or refuses nothing; its subschemas keep theirs. */
export const withoutNotes = (schema: Schema): Schema =>
  Object.fromEntries(rulesOf(schema).map((keyword) => [keyword, schema[keyword]]));

/** The schema without definitions, to which references lead from the document's root. */
export const withoutDefinitions = (schema: Schema): Schema =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => !DEFINITIONS.has(keyword)));

/** JSON with sorted keys, so that equal values have equal texts. */
export function sortedText(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    isMap(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** A text that is equal for schemas that differ only in order and annotations. References are not followed. */
export const meaningText = (schema: unknown): string => sortedText(meaningOf(schema));

function meaningOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(meaningOf);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    rulesOf(value).map((keyword) => [keyword, keywordMeaning(keyword, value[keyword])]),
  );
}

function keywordMeaning(keyword: string, value: unknown): unknown {
  if (SETS.has(keyword) && Array.isArray(value)) return value.map(sortedText).sort();
  if (DATA.has(keyword)) return value;
  if (!MAPS.has(keyword) || !isMap(value)) return meaningOf(value);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, meaningOf(one)]));
}
