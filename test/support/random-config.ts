import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';
import { generateEnvironments } from '../../generator/bench/generate-environments.ts';
import { writableShape } from '../../generator/config/schema.ts';

type Schema = z.core.$ZodType;

/** Names that generated repositories use for services and variables, and one that every object has. */
const KEYS = [
  ...['store', 'search', 'prices', 'orders', 'reviews', 'mail', 'front', 'constructor'],
  ...['PORT', 'NODE_ENV', 'LOG_LEVEL', 'API_TOKEN', 'DATABASE_URL'],
];
const CIDRS = ['10.200.0.0/16', '172.16.0.0/20', '192.168.0.0/20', '10.0.16.0/20', '10.0.0.1/8'];

/**
 * Any value that a schema allows.
 *
 * @param isComplete whether maps have every key; in a config file they need not
 */
export function allowedBy(schema: Schema, isComplete = false): Arbitrary<unknown> {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) {
    const fields = Object.fromEntries(
      Object.entries(inner.shape).map(([key, value]) => [key, allowedBy(value, isComplete)]),
    );
    const requiredKeys = isComplete ? Object.keys(fields) : [];
    return fc.record(fields, { requiredKeys, noNullPrototype: true });
  }
  if (inner instanceof z.ZodRecord) {
    const options = { maxKeys: 3, noNullPrototype: true };
    return fc.dictionary(keyOf(inner.keyType), allowedBy(inner.valueType), options);
  }
  if (inner instanceof z.ZodArray) {
    const items = fc.array(allowedBy(inner.element, true), { maxLength: 3 });
    return items.filter((list) => inner.safeParse(list).success);
  }
  return scalar(inner);
}

/** A map with one branch that a schema allows: small enough to fit into a config that is right. */
export function branchOf(schema: Schema): Arbitrary<unknown> {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) {
    const branches = Object.entries(inner.shape).map(([key, value]) => ({
      weight: sizeOf(value),
      arbitrary: branchOf(value).map((child) => ({ [key]: child })),
    }));
    return fc.oneof(...branches);
  }
  if (inner instanceof z.ZodRecord) {
    const entry = fc.tuple(keyOf(inner.keyType), branchOf(inner.valueType));
    return entry.map(([key, value]) => ({ [key]: value }));
  }
  return allowedBy(inner);
}

/** How many values there are below, so that each of them has the same chance. */
function sizeOf(schema: Schema): number {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodRecord) return sizeOf(inner.valueType);
  if (!(inner instanceof z.ZodObject)) return 1;
  return Object.values(inner.shape).reduce((sum, value) => sum + sizeOf(value), 0);
}

function unwrapped(schema: Schema): Schema {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? unwrapped(schema.unwrap())
    : schema;
}

/** Often a key that is there already, so that it is changed. */
function keyOf(schema: Schema): Arbitrary<string> {
  const fitting = KEYS.filter((key) => z.safeParse(schema, key).success);
  const some = text(schema).filter((key) => key !== '__proto__');
  return fitting.length === 0
    ? some
    : fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...fitting) },
        { weight: 1, arbitrary: some },
      );
}

function scalar(schema: Schema): Arbitrary<unknown> {
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodUnion)
    return fc.oneof(...schema.options.map((option) => allowedBy(option)));
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber) {
    const min = Math.max(schema.minValue ?? 0, -1_000);
    return fc.integer({ min, max: Math.min(schema.maxValue ?? 1_000, 1_000_000) });
  }
  return text(schema);
}

/** Text that has the form that the schema asks for, if it asks for one. */
function text(schema: Schema): Arbitrary<string> {
  if (schema instanceof z.ZodCIDRv4) return fc.constantFrom(...CIDRS);
  if (!(schema instanceof z.ZodString)) return fc.constantFrom('x');
  const checks = schema.def.checks ?? [];
  const patterns = checks.filter((check) => check instanceof z.core.$ZodCheckRegex);
  const [pattern] = patterns.map((check) => check._zod.def.pattern);
  const any = fc.oneof(fc.string({ minLength: 1, maxLength: 20 }), fc.constantFrom(...TEXTS));
  const found = pattern ? fc.stringMatching(pattern) : any;
  return found.filter((one) => schema.safeParse(one).success);
}

/** Text as it stands in keys that ask for no form. */
const TEXTS = [
  '${project}',
  '${self.url}',
  '${services.store.url}/${catalog.key}',
  '$${plain}',
  '${gone}',
  '${',
  '${}',
  '${${project}}',
  // Environments of a generated repository, for the keys that name one.
  'registry',
  'e0001',
  'e0002',
];

const whole = z.object(writableShape);

/** A whole config file of which every value is allowed where it stands. */
export const allowedConfig: Arbitrary<unknown> = allowedBy(whole);

/** A few keys that are put over a config that is right. */
export const allowedBranch: Arbitrary<unknown> = branchOf(whole);

/** Config files of a small repository in which nothing is wrong, by path. */
export const rightRepository: Arbitrary<ReadonlyMap<string, string>> = fc
  .record({ count: fc.integer({ min: 2, max: 4 }), seed: fc.integer({ min: 1, max: 200 }) })
  .map(({ count, seed }) => generateEnvironments(count, seed));
