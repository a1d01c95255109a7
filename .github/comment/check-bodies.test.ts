import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkBodies, drawMarker, LONGEST_COMMENT, partOf } from './check-bodies.ts';

const body = (part: number, parts: number, text = 'x\n') => `${drawMarker(part, parts)}\n${text}`;

test('parts with their own markers may be posted', () => {
  assert.equal(checkBodies([body(1, 2), body(2, 2, '\ttab, é, 🛒, \u200B\n')]), undefined);
});

const cases: [what: string, bodies: string[], problem: RegExp][] = [
  ['no marker', ['x\n'], /begin with its marker/],
  ['the marker of another part', [body(2, 2), body(2, 2)], /begin with its marker/],
  ['a marker of more parts than there are', [body(1, 2)], /begin with its marker/],
  ['a marker that is not the whole line', [`${drawMarker(1, 1)} x\n`], /begin with its marker/],
  ['a second marker', [body(1, 1, `x ${drawMarker(2, 2)}\n`)], /second marker/],
  ['more than a comment holds', [body(1, 1, 'x'.repeat(LONGEST_COMMENT))], /longer/],
  ['a control character', [body(1, 1, 'a\u0000b')], /nobody sees/],
  ['an escape sequence', [body(1, 1, 'a\u001B[0m')], /nobody sees/],
  ['a carriage return', [body(1, 1, 'a\rb')], /nobody sees/],
  ['text turned around', [body(1, 1, 'a\u202Eb')], /nobody sees/],
];
for (const [what, bodies, problem] of cases) {
  test(`${what} is refused`, () => assert.match(checkBodies(bodies) ?? '', problem));
}

test('a comment is a part by its first line alone', () => {
  assert.equal(partOf(body(3, 12)), 3);
  assert.equal(partOf(drawMarker(1, 1)), 1);
  assert.equal(partOf(`> quoted\n${drawMarker(1, 1)}`), undefined);
  assert.equal(partOf('<!-- mcp-on-ecs:diff 0/1 -->\n'), undefined);
});
