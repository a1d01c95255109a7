import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { writableShape } from '../config/schema.ts';
import { fixedCodes } from '../diagnostics.ts';
import { configReference } from './config-reference.ts';
import { describeValue } from './describe-value.ts';
import { diagnosticsReference } from './diagnostics-reference.ts';
import { listKeys, neededBy } from './list-keys.ts';
import { ruleTables } from './tables.ts';

/** First cells of all rows, without their code marks. */
const firstCells = (page: string) =>
  [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell = '']) => cell);

test('the config reference lists every key that may be written, and what lies in it', () => {
  const cells = firstCells(configReference());
  for (const key of Object.keys(writableShape)) assert.ok(cells.includes(key), key);
  for (const path of [
    'services.<name>.health.startPeriod',
    'services.<name>.secrets.<name>.arn',
    'services.<name>.scaling.targets[].metric',
    'registry.pullAccounts',
  ]) {
    assert.ok(cells.includes(path), path);
  }
});

test('every key says what it is', () => {
  assert.deepEqual(
    listKeys(writableShape)
      .filter(({ says }) => says === '')
      .map(({ path }) => path),
    [],
  );
});

test('the diagnostics page lists every code once', () => {
  const codes = [
    ...Object.keys(fixedCodes),
    ...ruleTables.flatMap(({ table }) => table.map(({ code }) => code)),
  ];
  assert.deepEqual(firstCells(diagnosticsReference()).sort(), codes.sort());
});

test('every row of a page has as many cells as the head of its table', () => {
  for (const page of [configReference(), diagnosticsReference()]) {
    for (const block of page.split('\n\n').filter((text) => text.startsWith('|'))) {
      const cells = block
        .trim()
        .split('\n')
        .map((line) => line.split(/(?<!\\)\|/).length);
      assert.equal(new Set(cells).size, 1, block.slice(0, 200));
    }
  }
});

test('a key is needed by the targets whose schema has it', () => {
  assert.deepEqual(neededBy('network'), ['aws']);
  assert.deepEqual(neededBy('account'), ['aws', 'account']);
  assert.deepEqual(neededBy('environments'), ['account']);
  assert.deepEqual(neededBy('promotesFrom'), []);
});

test('values are described with their limits, and forms with the schema’s own words', () => {
  const described: [z.ZodType, string][] = [
    [z.int().min(2).max(120), 'whole number, 2 to 120'],
    [z.int().min(1), 'whole number, at least 1'],
    [z.int(), 'whole number'],
    [z.string().min(1), 'text'],
    [z.string().min(1).max(80), 'text, at most 80 characters'],
    [z.string().regex(/^a$/, 'the letter a'), 'text: the letter a'],
    [z.enum(['a', 'b']), '`a`, `b`'],
    [z.literal([1, 3]), '`1`, `3`'],
    [z.boolean(), '`true`, `false`'],
    [z.array(z.string()).length(1), 'list of text, 1 of them'],
    [z.record(z.string(), z.union([z.string(), z.number()])), 'map of names to text, number'],
    [z.strictObject({ a: z.string() }), 'map'],
  ];
  for (const [schema, words] of described) assert.equal(describeValue(schema), words);
});
