import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawBlock } from './draw-block.ts';

test('a text stands in a fence that is longer than any in it', () => {
  assert.equal(drawBlock('a\nb\n'), '```text\na\nb\n```\n');
  assert.equal(drawBlock('````\n# x\n````'), '`````text\n````\n# x\n````\n`````\n');
});

test('colours and what nobody sees are left out', () => {
  assert.equal(
    drawBlock('\u001B[31mred\u001B[0m\r\n\u202Ea\tb\u0000'),
    '```text\nred\na\tb\n```\n',
  );
});

test('a text that is too long is cut, and says so', () => {
  const drawn = drawBlock('x'.repeat(100_000));
  assert.ok(drawn.length < 61_000);
  assert.match(drawn, /the run's log has the rest\n```\n$/);
});
