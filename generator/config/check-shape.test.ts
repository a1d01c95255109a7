import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { checkShape } from './check-shape.ts';
import { withoutNulls } from './located.ts';
import { parseYaml } from './parse-yaml.ts';

const schema = z.strictObject({
  text: z.string().optional(),
  short: z.string().max(3).optional(),
  form: z.string().regex(/^x/, 'a word with x').optional(),
  whole: z.int().min(1).max(120, 'at most 120 seconds').optional(),
  even: z.number().multipleOf(2).optional(),
  list: z.array(z.string()).min(2).optional(),
  one: z.literal('only').optional(),
  size: z.literal([256, 512]).optional(),
  word: z.enum(['red', 'green']).optional(),
  any: z.union([z.string(), z.number(), z.boolean()]).optional(),
  named: z.record(z.string().regex(/^[a-z]+$/, 'a small word'), z.int()).optional(),
  needed: z.strictObject({ key: z.string().describe('What it is for') }).optional(),
});

function check(text: string) {
  const { root } = parseYaml('a.yaml', text);
  assert.ok(root);
  return checkShape(schema, withoutNulls(root));
}

/** The sentences are part of the product here: each says what must be, in words without zod. */
const cases: [yaml: string, code: string, message: string, hint?: string][] = [
  ['text: 1', 'config/type', '`text` must be text, not a number', 'put it in quotes'],
  ['text: true', 'config/type', '`text` must be text, not true or false', 'put it in quotes'],
  ['text: [a]', 'config/type', '`text` must be text, not a list'],
  ['text: {a: b}', 'config/type', '`text` must be text, not a map of keys'],
  ['short: abcd', 'config/value', '`short` must have at most 3 characters'],
  ['form: y', 'config/value', '`form` must be a word with x'],
  ['whole: 121', 'config/value', '`whole` must be at most 120 seconds'],
  ['whole: 0', 'config/value', '`whole` must be at least 1'],
  ['whole: "7"', 'config/type', '`whole` must be a number, not text', 'write it without quotes'],
  ['whole: 1.5', 'config/type', '`whole` must be a whole number, not a fraction or infinity'],
  ['even: 3', 'config/value', '`even` must be a multiple of 2'],
  ['list: a', 'config/type', '`list` must be a list, not text'],
  ['list: [a]', 'config/value', '`list` must have at least 2 items'],
  ['list: [a, ~]', 'config/type', '`list.1` must be text, and here is nothing'],
  ['one: other', 'config/value', '`one` must be only'],
  ['size: 500', 'config/value', '`size` must be one of 256, 512', 'did you mean `512`?'],
  ['size: "512"', 'config/value', '`size` must be one of 256, 512', 'write it without quotes'],
  ['word: gren', 'config/value', '`word` must be one of red, green', 'did you mean `green`?'],
  ['any: []', 'config/type', '`any` must be text, a number, or true or false, not a list'],
  ['named: {A: 1}', 'config/value', "`named.A` can't stand here: the key must be a small word"],
  ['txt: a', 'config/unknown-key', 'unknown key `txt`', 'did you mean `text`?'],
  ['needed: {}', 'config/missing-key', '`needed.key` is missing', 'What it is for'],
  [
    'needed: {key: null}',
    'config/missing-key',
    '`needed.key` is missing, because it is removed here',
    'What it is for',
  ],
];
for (const [yaml, code, message, hint] of cases) {
  test(`${yaml}: ${message}`, () => {
    const { diagnostics, value } = check(yaml);
    assert.deepEqual(
      diagnostics.map((found) => [found.code, found.message, found.hint]),
      [[code, message, hint]],
    );
    assert.equal(value, undefined);
  });
}

test('all mistakes are told, each at its place, with its path', () => {
  const { diagnostics, paths } = check('text: 1\nwhole: {}\nlist: [a, 2]\n');
  assert.deepEqual(
    diagnostics.map(({ line, col }) => [line, col]),
    [
      [1, 7],
      [2, 8],
      [3, 11],
    ],
  );
  assert.deepEqual(paths, [['text'], ['whole'], ['list', 1]]);
});

test('what was left out as wrong is not also missing', () => {
  const { root } = parseYaml('a.yaml', 'needed: {}\n');
  assert.ok(root);
  assert.deepEqual(checkShape(schema, root, [['needed', 'key']]).diagnostics, []);
});

test('no sentence quotes what was written, and a line with a secret is not to be shown', () => {
  const record = z.record(z.string(), z.record(z.string(), z.literal('x')));
  const { root } = parseYaml(
    'a.yaml',
    'secrets: {A: hunter2}\nb: {API_TOKEN: hunter2, C: hunter2}\n',
  );
  assert.ok(root);
  const { diagnostics } = checkShape(record, root);
  assert.ok(!JSON.stringify(diagnostics).includes('hunter2'));
  assert.deepEqual(
    diagnostics.map(({ isSecret = false }) => isSecret),
    [true, true, false],
  );
});
