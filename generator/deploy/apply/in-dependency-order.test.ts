import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../diagnostics.ts';
import { failed } from '../fail.ts';
import { inDependencyOrder } from './in-dependency-order.ts';

const DEPENDS: Readonly<Record<string, readonly string[]>> = { b: ['a'], c: ['b'], d: ['gone'] };
const dependsOn = (service: string) => DEPENDS[service] ?? [];
const steps = ['a', 'b', 'c', 'd', 'e'].map((service) => ({ service }));
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('what depends on nothing begins at once, the rest once what it calls is done', async () => {
  const told: string[] = [];
  await inDependencyOrder(steps, dependsOn, async ({ service }) => {
    told.push(`begin ${service}`);
    await turn();
    told.push(`end ${service}`);
  });
  assert.deepEqual(new Set(told.slice(0, 3)), new Set(['begin a', 'begin d', 'begin e']));
  assert.ok(told.indexOf('end a') < told.indexOf('begin b'));
  assert.ok(told.indexOf('end b') < told.indexOf('begin c'));
  assert.equal(told.length, 10);
});

test('after a failure nothing new begins, and what is under way ends; all failures are told', async () => {
  const ended: string[] = [];
  const run = inDependencyOrder(steps, dependsOn, async ({ service }) => {
    await turn();
    if (service === 'a' || service === 'd') throw failed('deploy/unhealthy', `${service} is ill`);
    await turn();
    ended.push(service);
  });
  await assert.rejects(run, (error) => {
    assert.ok(error instanceof Failure);
    assert.equal(error.exitCode, 1);
    assert.deepEqual(
      error.diagnostics.map(({ message }) => message),
      ['a is ill', 'd is ill'],
    );
    return true;
  });
  assert.deepEqual(ended, ['e']);
});

test('a mistake of ours among failures is not hidden by them', async () => {
  const run = inDependencyOrder(steps, dependsOn, async ({ service }) => {
    await turn();
    if (service === 'a') throw failed('deploy/unhealthy', 'a is ill');
    if (service === 'd') throw new TypeError('a mistake');
  });
  await assert.rejects(run, TypeError);
});
