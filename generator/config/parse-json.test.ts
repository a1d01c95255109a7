import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { keyPositionAt, positionAt, toPlain } from './located.ts';
import { type JsonProblem, parseJson } from './parse-json.ts';

const parse = (text: string) => parseJson('one.json', text);
const isProblem = (parsed: ReturnType<typeof parse>): parsed is JsonProblem => 'problem' in parsed;

function plainOf(text: string): unknown {
  const parsed = parse(text);
  assert.ok(!isProblem(parsed), JSON.stringify(parsed));
  return toPlain(parsed);
}

function problemOf(text: string): JsonProblem {
  const parsed = parse(text);
  assert.ok(isProblem(parsed), text);
  return parsed;
}

const json = fc
  .json({ maxDepth: 5 })
  .filter((text) => !text.includes('__proto__'))
  .chain((text) => fc.constantFrom(text, JSON.stringify(JSON.parse(text), null, 2)));

test('any JSON is read as JavaScript reads it', () => {
  fc.assert(fc.property(json, (text) => assert.deepEqual(plainOf(text), JSON.parse(text))));
});

test('what JavaScript refuses is refused, and what it takes is taken, but for keys that stand twice', () => {
  const broken = fc.tuple(json, fc.nat(), fc.constantFrom('', ',', '"', '}', '[', '0', 'x', '\\'));
  fc.assert(
    fc.property(broken, ([text, at, put]) => {
      const place = at % (text.length + 1);
      const changed = text.slice(0, place) + put + text.slice(place + 1);
      const parsed = parse(changed);
      if (isProblem(parsed) && /stands twice/.test(parsed.message)) return;
      const expected = readOrNothing(changed);
      assert.equal(isProblem(parsed), expected === undefined, changed);
      if (!isProblem(parsed)) assert.deepEqual(toPlain(parsed), expected?.value);
    }),
    { numRuns: 1_000 },
  );
});

function readOrNothing(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

test('values and keys know where they stand', () => {
  const parsed = parse('{\n  "a": [1,\n    {"b": "ü", "c": null}\n  ]\n}\n');
  assert.ok(!isProblem(parsed));
  const place = (found: ReturnType<typeof positionAt>) => `${found?.line}:${found?.col}`;
  assert.equal(place(positionAt(parsed, ['a', 1, 'b'])), '3:11');
  assert.equal(place(keyPositionAt(parsed, ['a', 1, 'c'])), '3:16');
  assert.equal(place(positionAt(parsed, ['a', 0])), '2:9');
});

const broken: readonly [text: string, place: string, message: string][] = [
  ['', '1:1', 'expected a value, found the end of the file'],
  ['{"a": 1,}', '1:9', 'expected a key in double quotes, found `}`'],
  ['{"a" 1}', '1:6', 'expected `:`, found `1`'],
  ['[1 2]', '1:4', 'expected `,` or `]`, found `2`'],
  ['[1]\n[2]', '2:1', 'expected the end of the file, found `[`'],
  ['{"a": 01}', '1:7', 'expected a value, found `0`'],
  ["{'a': 1}", '1:2', "expected a key in double quotes, found `'`"],
  ['{"a": NaN}', '1:7', 'expected a value, found `N`'],
  [
    '{"a": "x\n"}',
    '1:7',
    'the string that begins here is not closed on its line, or an escape is wrong',
  ],
  ['{\n  "a": 1,\n  "a": 2\n}', '3:3', 'the key "a" stands twice in its map'],
  ['{"__proto__": 1}', '1:2', '"__proto__" can\'t be a key'],
];
for (const [text, place, message] of broken) {
  test(`${JSON.stringify(text)} is refused at ${place}`, () => {
    const { line, col, ...problem } = problemOf(text);
    assert.equal(`${line}:${col}`, place);
    assert.equal(problem.message, message);
    assert.equal(problem.problem, 'syntax');
  });
}

test('what nests too deep is refused without running out of stack', () => {
  const { problem, col } = problemOf('['.repeat(60_000));
  assert.deepEqual([problem, col], ['depth', 102]);
  assert.ok(plainOf('['.repeat(100) + ']'.repeat(100)));
  assert.equal(String(plainOf(`"${'\\n.'.repeat(40_000)}"`)).length, 80_000);
});
