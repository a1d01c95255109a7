import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ThinkingFilter } from './strip-thinking.ts';

function filtered(pieces: readonly string[]): string {
  const filter = new ThinkingFilter();
  return pieces.map((piece) => filter.push(piece)).join('') + filter.end();
}

test('thinking is removed wherever the stream is cut', () => {
  const text = 'One <thinking>plan < this</thinking>two <thinking></thinking>three';
  for (let first = 0; first <= text.length; first += 1) {
    for (let second = first; second <= text.length; second += 1) {
      const pieces = [text.slice(0, first), text.slice(first, second), text.slice(second)];
      assert.equal(filtered(pieces), 'One two three');
    }
  }
  assert.equal(filtered([...text]), 'One two three');
});

test('text that only looks like the start of a tag is kept', () => {
  assert.equal(filtered(['5 < 6 and <thin', 'g> and <think']), '5 < 6 and <thing> and <think');
  assert.equal(filtered(['<', '<thinking>x</thinking>', '<']), '<<');
});

test('text before a possible tag is shown at once', () => {
  const filter = new ThinkingFilter();
  assert.equal(filter.push('Hello <'), 'Hello ');
  assert.equal(filter.push('b>'), '<b>');
});

test('thinking that never closes stays hidden', () => {
  assert.equal(filtered(['Yes. <thinking>secret plan']), 'Yes. ');
});
