import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCycles } from './find-cycles.ts';

const cyclesOf = (edges: Readonly<Record<string, readonly string[]>>) =>
  findCycles(new Map(Object.entries(edges)));

test('a graph without circles has none, though ways meet', () => {
  assert.deepEqual(cyclesOf({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }), []);
});

test('every circle that stands apart is found, one to itself too', () => {
  assert.deepEqual(cyclesOf({ a: ['b'], b: ['a'], c: ['c'], d: ['a', 'c'] }), [
    ['a', 'b', 'a'],
    ['c', 'c'],
  ]);
});

test('a name that leads nowhere, or that every object has, is no circle', () => {
  assert.deepEqual(cyclesOf({ a: ['gone', 'constructor'] }), []);
});
