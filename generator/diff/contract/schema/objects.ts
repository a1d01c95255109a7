import { fieldsOf, isMap, listOf } from '../../../render/plain-values.ts';
import type { Comparison, KeywordRow } from './comparison.ts';
import { type Difference, type Effect, stepTo, under } from './difference.ts';
import { ANYTHING, type Schema } from './json-schema.ts';

interface ObjectRules {
  readonly properties: ReadonlyMap<string, unknown>;
  readonly required: ReadonlySet<string>;
  /** What a property that is not named may be: `true` and `false`, or a schema. */
  readonly others: unknown;
  readonly hasPatterns: boolean;
}

export const compareObjects: KeywordRow['compare'] = (before, after, comparison) => {
  const [old, current] = [rulesOfObject(before), rulesOfObject(after)];
  const names = new Set([...old.properties.keys(), ...current.properties.keys()]);
  return [
    ...[...names]
      .sort()
      .flatMap((name) => under(stepTo(name), compareProperty(name, old, current, comparison))),
    ...compareOthers(old.others, current.others, comparison),
  ];
};

function rulesOfObject(schema: Schema): ObjectRules {
  const required = new Set(listOf(schema.required).map(String));
  const properties = new Map([
    // What is required and nowhere described may be anything.
    ...[...required].map((name): [string, unknown] => [name, ANYTHING]),
    ...Object.entries(fieldsOf(schema.properties)),
  ]);
  const { additionalProperties: others = true, patternProperties } = schema;
  return { properties, required, others, hasPatterns: patternProperties !== undefined };
}

function compareProperty(
  name: string,
  before: ObjectRules,
  after: ObjectRules,
  comparison: Comparison,
): readonly Difference[] {
  const [old, current] = [before.properties.get(name), after.properties.get(name)];
  const isRequired = after.required.has(name);
  if (current === undefined) {
    // Who sends it is refused or not heard; who reads it finds nothing.
    return [{ kind: 'property-removed', effect: 'either', path: [], before: old }];
  }
  if (old === undefined) return addedProperty(before, current, isRequired, comparison);
  const found = comparison.compare(old, current);
  if (before.required.has(name) === isRequired) return found;
  const change: Difference = isRequired
    ? { kind: 'property-required', effect: 'narrower', path: [] }
    : { kind: 'property-optional', effect: 'wider', path: [] };
  return [change, ...found];
}

/**
 * Where any property was allowed, a new one counts as unknown to clients: nobody sends what no
 * contract names. Where others had a schema or a pattern, clients may send it already.
 */
function addedProperty(
  { others, hasPatterns }: ObjectRules,
  schema: unknown,
  isRequired: boolean,
  { compare }: Comparison,
): Difference[] {
  const effect = effectOf(isRequired || hasPatterns, others === false);
  const added: Difference = { kind: 'property-added', effect, path: [], after: schema };
  return [added, ...(isMap(others) ? compare(others, schema) : [])];
}

function effectOf(isNarrower: boolean, isWider: boolean): Effect {
  if (isNarrower && isWider) return 'either';
  if (isNarrower) return 'narrower';
  return isWider ? 'wider' : 'none';
}

function compareOthers(before: unknown, after: unknown, { compare }: Comparison): Difference[] {
  if (before === after) return [];
  const values = { keyword: 'additionalProperties', path: [], before, after } as const;
  if (after === false) return [{ kind: 'properties-closed', effect: 'narrower', ...values }];
  if (before === false) return [{ kind: 'properties-opened', effect: 'wider', ...values }];
  return under('.*', compare(before, after));
}
