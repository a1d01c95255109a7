import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseOutput } from './parse-output.ts';
import { readBlocks } from './read-blocks.ts';

/** What templates may write, and what is easily cut at the wrong place. */
const TEXTS = [
  'A: |\n  text\n\n\nB: >-\n  folded\n  more\n\n# note\nC: |+\n  kept\n\n\nD: 1\n',
  'a:\n  - x\n  - y: 1\n    z: 2\n  -\n    w: 3\n  - - n\n    - m\n  - {f: 1, g: [1,\n     2]}\nb:\n- same\n- column\n',
  'c: "several\n  lines: x\n\n  end"\nd: plain\n  more\n  key\nlast:\n',
  '? a\n: value\nx: &one {k: 1}\ny: *one\nz: &self\n  <<: *self\n',
  'true: 1\nnull: 2\n1: 3\n~: 4\n"q": 5\n\'r\': 6\n__proto__: {x: 1}\nconstructor: 7\n',
  'a: !Sub "x${y}"\nb: !GetAtt A.B\nc: !Join [",", [a, !Ref B]]\nd: !If\n  - c\n  - 1\n',
  'Resources:\n  One:\n    Type: T\n    Properties:\n      List:\n        - {a: 1}\n  # between\n  Two:\n    Type: T\n    Properties:\n      List:\n        - {a: 1}\n',
];

const PIECES =
  '\t| |  |- |#|: |:|"|\'|&a |*a|!Ref |{|}|[|]|---\n|...\n|? |\r|\u00a0|\ufeff|\u2028|a: 1\n|a:\n|<<: *a\n|!!binary |\n\n|null: 1\n|- - a\n|,|k: "x\n|# c\n| # c'.split(
    '|',
  );

const change = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('drop', 'repeat', 'indent', 'dedent', 'insert', 'insert'),
  piece: fc.constantFrom(...PIECES),
});

function mutate(text: string, { at, how, piece }: { at: number; how: string; piece: string }) {
  const lines = text.split('\n');
  const index = at % lines.length;
  const line = lines[index] ?? '';
  const column = at % (line.length + 1);
  const changed: Record<string, string[]> = {
    drop: [],
    repeat: [line, line],
    indent: [` ${line}`],
    dedent: [line.slice(1)],
    insert: [line.slice(0, column) + piece + line.slice(column)],
  };
  return lines.toSpliced(index, 1, ...(changed[how] ?? [])).join('\n');
}

test('a text that is read in blocks has the value that the parser gives it as a whole', () => {
  let read = 0;
  const cases = fc.tuple(fc.constantFrom(...TEXTS), fc.array(change, { maxLength: 3 }));
  fc.assert(
    fc.property(cases, ([text, changes]) => {
      const changed = changes.reduce(mutate, text);
      const { value, problems } = parseOutput(changed);
      const found = readBlocks(changed);
      if (!found) return;
      read += 1;
      assert.deepEqual([found.value, problems], [value, []]);
    }),
    { numRuns: 2_000, seed: 20_260_101 },
  );
  assert.ok(read > 500, `only ${read} texts were read in blocks`);
});

test('equal blocks are one frozen object', () => {
  const block = '    Type: T\n    Properties: {A: [1]}\n';
  const value = (name: string) => {
    const found = readBlocks(`Resources:\n  ${name}:\n${block}`)?.value;
    return (found as { Resources: Record<string, object> }).Resources[name];
  };
  assert.equal(value('One'), value('Two'));
  assert.ok(Object.isFrozen(value('One')));
});

test('a key that stands twice is left to the parser, which tells it', () => {
  assert.equal(readBlocks('a: 1\nb: 2\na: 3\n'), undefined);
  assert.equal(parseOutput('a: 1\nb: 2\na: 3\n').problems.length, 1);
});
