import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientsOf, inDependencyOrder } from './service-graph.ts';
import { logicalId } from './service-values.ts';

const services = {
  a: { connectsTo: ['c', 'b'] },
  d: { connectsTo: ['b'] },
  b: { connectsTo: ['c'] },
  c: { connectsTo: [] },
};

test('each service stands after all that it connects to', () => {
  assert.deepEqual(inDependencyOrder(services), ['c', 'b', 'a', 'd']);
});

test('the order does not depend on the order of the keys', () => {
  const shuffled = Object.fromEntries(Object.entries(services).reverse());
  assert.deepEqual(inDependencyOrder(shuffled), inDependencyOrder(services));
});

test('the clients of a service are those that connect to it', () => {
  assert.deepEqual(clientsOf(services, 'b'), ['a', 'd']);
  assert.deepEqual(clientsOf(services, 'a'), []);
});

test('logical ids of different names differ', () => {
  const names = ['a-b', 'ab', 'a-bc', 'ab-c', 'abc'];
  assert.equal(new Set(names.map(logicalId)).size, names.length);
});
