import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { int, object, text } from '../fixtures/make-schema.ts';
import { schemaRows } from '../fixtures/schema-rows.ts';
import { compareSchemas } from './compare-schemas.ts';
import { narrows, pathText, widens } from './difference.ts';

const within = (schema: unknown) => ({ type: 'object', properties: { x: schema } });

const found = (before: unknown, after: unknown): string[] =>
  compareSchemas(within(before), within(after)).map((one) => {
    const marks = `${narrows(one) ? '!' : ''}${widens(one) ? '?' : ''}`;
    return `${marks}${one.kind} ${pathText(one.path)}`;
  });

for (const [about, rows] of Object.entries(schemaRows)) {
  describe(about, () => {
    for (const [title, before, after, ...expected] of rows) {
      test(`${title}: ${expected.join(', ') || 'no difference'}`, () => {
        assert.deepEqual(found(before, after).sort(), expected.toSorted());
      });
    }
  });
}

test('what is not compared is another when a definition that it refers to is', () => {
  const schema = (definition: unknown) => ({
    type: 'object',
    not: { $ref: '#/$defs/A' },
    $defs: { A: definition },
  });
  assert.deepEqual(compareSchemas(schema(int), schema(int)), []);
  const [difference] = compareSchemas(schema(int), schema(text));
  assert.equal(difference?.kind, 'schema-changed');
});

test('comparing ends, with what can no longer be compared, where definitions multiply', () => {
  const schema = (name: string) => {
    const refer = (n: number) => ({ $ref: `#/$defs/${name}${n}` });
    const union = (n: number) => ({
      anyOf: [object({ a: refer(n) }), object({ b: refer(n) }), object({ c: refer(n) })],
    });
    const definitions = Array.from({ length: 50 }, (_, n) => [`${name}${n}`, union(n + 1)]);
    return { ...object({ x: refer(0) }), $defs: Object.fromEntries(definitions) };
  };
  const kinds = compareSchemas(schema('A'), schema('B')).map(({ kind }) => kind);
  assert.ok(kinds.includes('schema-changed'));
});
