import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseOutput } from './parse-output.ts';

test('CloudFormation’s short forms become their long ones', () => {
  const text = 'a: !Ref B\nb: !GetAtt C.D.E\nc: !Join [",", [!Ref F]]\nd: !Condition G\n';
  assert.deepEqual(parseOutput(text).value, {
    a: { Ref: 'B' },
    b: { 'Fn::GetAtt': ['C', 'D.E'] },
    c: { 'Fn::Join': [',', [{ Ref: 'F' }]] },
    d: { Condition: 'G' },
  });
});

const broken = [
  { title: 'an alias without its anchor', text: 'a: 1\nb: *gone\n', offset: 8 },
  { title: 'an alias inside of what it names', text: 'a: &x\n  k: *x\n', offset: 11 },
  { title: 'a key that stands twice', text: 'a: 1\na: 2\n', offset: 5 },
  { title: 'a tag that nobody knows', text: 'a: !Reff b\n', offset: 3 },
  { title: 'a tag of bytes', text: 'a: !!binary aGVsbG8=\n', offset: 3 },
];

for (const { title, text, offset } of broken) {
  test(`${title} is told at its place`, () => {
    const { value, problems } = parseOutput(text);
    assert.equal(value, undefined);
    assert.deepEqual(
      problems.map((problem) => problem.offset),
      [offset],
    );
  });
}
