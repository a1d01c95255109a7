import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { compareSchemas } from './compare-schemas.ts';
import { narrows, widens } from './difference.ts';
import type { Schema } from './json-schema.ts';

const small = fc.integer({ min: 0, max: 3 });
const name = fc.constantFrom('a', 'b', 'c');
const constant = fc.constantFrom<unknown>('a', 'aa', '', 0, 1, 2, 0.5, null, true);
const given = (shape: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(shape, { requiredKeys: [] });

/** Few values and few names, so that schemas and values often meet. */
const { schema: schemas } = fc.letrec<{ schema: Schema; leaf: Schema }>((tie) => {
  const inner = tie('schema');
  const typed = (type: string, more: fc.Arbitrary<object>) =>
    more.map((keywords) => ({ type, ...keywords }));
  const range = {
    minimum: small,
    maximum: small,
    exclusiveMinimum: small,
    exclusiveMaximum: small,
  };
  const lengths = { minLength: small, maxLength: small, pattern: fc.constantFrom('a', '^b') };
  const object = given({
    properties: fc.dictionary(name, inner, { maxKeys: 2, noNullPrototype: true }),
    required: fc.uniqueArray(name, { maxLength: 2 }),
    // Never open: there a new property counts as unknown to clients.
  }).chain((keywords) =>
    fc
      .oneof(fc.constant(false), inner)
      .map((additionalProperties) => ({ ...keywords, additionalProperties })),
  );
  const items = given({
    items: inner,
    prefixItems: fc.array(inner, { minLength: 1, maxLength: 2 }),
    minItems: small,
    maxItems: small,
    uniqueItems: fc.boolean(),
  });
  const several = fc.array(inner, { minLength: 1, maxLength: 3 });
  return {
    leaf: fc.oneof(
      fc.constantFrom<Schema>(
        {},
        { type: 'null' },
        { type: 'boolean' },
        { type: ['string', 'null'] },
      ),
      typed('number', given({ ...range, multipleOf: fc.constantFrom(1, 2, 4) })),
      typed('integer', given(range)),
      typed('string', given(lengths)),
      fc.uniqueArray(constant, { minLength: 1, maxLength: 3 }).map((values) => ({ enum: values })),
      constant.map((value) => ({ const: value })),
    ),
    schema: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      tie('leaf'),
      typed('object', object),
      typed('array', items),
      several.map((anyOf) => ({ anyOf })),
      several.map((oneOf) => ({ oneOf })),
      several.map((allOf) => ({ allOf })),
      inner.map((not) => ({ not })),
      fc.integer({ min: 0, max: 2 }).map((index) => ({ $ref: `#/$defs/${index}` })),
    ),
  };
});

/** A schema with definitions that it may refer to, which may refer to one another, but not in a circle. */
const documents = fc
  .tuple(schemas, fc.array(schemas, { minLength: 3, maxLength: 3 }))
  .map(([schema, definitions]): Schema => {
    const $defs = Object.fromEntries(
      definitions.map((one, index) => [index, forward(one, index + 1)]),
    );
    return { properties: { x: schema }, required: ['x'], type: 'object', $defs };
  });

/** Makes each reference lead to a later definition; beyond the last, to no limit at all. */
function forward(value: unknown, from: number): unknown {
  if (Array.isArray(value)) return value.map((one) => forward(one, from));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, forward(one, from)]);
  const copy = Object.fromEntries(entries);
  if (typeof copy.$ref !== 'string') return copy;
  return from > 2 ? {} : { $ref: `#/$defs/${from}` };
}

const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    constant,
    fc.constantFrom<unknown>('b', 'ab', 'baa', 3, 1.5, false),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
})).value;
const samples = fc.array(values, { minLength: 40, maxLength: 40 });

const ajv = new Ajv2020({ strict: false, addUsedSchema: false });

test('where a value fits one of two schemas alone, a difference says so', () => {
  let met = 0;
  fc.assert(
    fc.property(documents, documents, samples, (before, after, given) => {
      const [fitsOld, fitsNew] = [ajv.compile(before), ajv.compile(after)];
      const found = compareSchemas(before, after);
      const [isNarrower, isWider] = [found.some(narrows), found.some(widens)];
      for (const x of given) {
        const [old, current] = [fitsOld({ x }), fitsNew({ x })];
        if (old !== current) met += 1;
        if (old && !current) assert.ok(isNarrower, JSON.stringify(x));
        if (current && !old) assert.ok(isWider, JSON.stringify(x));
      }
    }),
    { numRuns: 600 },
  );
  assert.ok(met > 500, `only ${met} values told schemas apart`);
});

test('a schema does not differ from itself, nor from a copy whose keys and lists of names stand otherwise', () => {
  fc.assert(
    fc.property(documents, (schema) => {
      assert.deepEqual(compareSchemas(schema, structuredClone(schema)), []);
      assert.deepEqual(compareSchemas(schema, turned(schema) as Schema), []);
    }),
    { numRuns: 500 },
  );
});

function turned(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((one) => turned(one));
    return ['required', 'enum', 'type'].includes(key) ? items.reverse() : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, turned(one, name)]);
  return Object.fromEntries(entries.reverse());
}

const scalar = fc.constantFrom<Schema>(
  { type: 'string' },
  { type: 'integer' },
  { type: 'number', maximum: 9 },
  { enum: ['a', 'b'] },
  { anyOf: [{ type: 'integer' }, { type: 'null' }] },
);
const open = fc
  .tuple(scalar, scalar)
  .map(([a, b]): Schema => ({ type: 'object', properties: { a, b } }));

/** Each refuses something that any of the schemas above allows. */
const narrowings: Readonly<Record<string, (schema: Schema) => Schema>> = {
  'a property required': (schema) => ({ ...schema, required: ['a'] }),
  'a new property required': (schema) => ({ ...schema, required: ['new'] }),
  'a property gone': ({ properties, ...rest }) => ({
    ...rest,
    properties: { b: (properties as { b: unknown }).b },
  }),
  'a closed object': (schema) => ({ ...schema, additionalProperties: false }),
  'at least one property': (schema) => ({ ...schema, minProperties: 1 }),
  'a property of one value': ({ properties, ...rest }) => ({
    ...rest,
    properties: { ...(properties as object), a: { const: 'no other' } },
  }),
  'one thing not': (schema) => ({ ...schema, not: { required: ['a'] } }),
};
for (const [title, narrow] of Object.entries(narrowings)) {
  test(`${title} is narrower than whatever was, at any depth`, () => {
    const wraps = fc.constantFrom<(schema: Schema) => Schema>(
      (schema) => schema,
      (schema) => ({ type: 'object', properties: { x: schema } }),
      (schema) => ({ type: 'object', properties: { x: { type: 'array', items: schema } } }),
      (schema) => ({ properties: { x: { anyOf: [{ type: 'null' }, schema] } } }),
      (schema) => ({ properties: { x: { $ref: '#/$defs/A' } }, $defs: { A: schema } }),
    );
    fc.assert(
      fc.property(open, wraps, (schema, wrap) => {
        assert.ok(compareSchemas(wrap(schema), wrap(narrow(schema))).some(narrows));
      }),
    );
  });
}
