import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { makeChangesBase, runChange } from '../../../test/support/change-cases.ts';
import type { CostDelta } from '../report.ts';

let base: string;
before(() => {
  base = makeChangesBase();
});
after(() => rmSync(base, { recursive: true, force: true }));

function change(set: readonly string[], more: object = {}): CostDelta | undefined {
  return runChange({ title: '', entries: [], set, ...more }, base).cost;
}
const deltas = (cost: CostDelta | undefined) => cost?.lines.map(({ id, delta }) => [id, delta]);

test('a delta is after less before in each line, the greatest first', () => {
  const cost = change(['services.store.cpu=1024', 'services.store.memory=2048']);
  assert.deepEqual(deltas(cost), [
    ['fargate-cpu/store', 23.63],
    ['fargate-memory/store', 5.2],
  ]);
  for (const { before: was, after: is, delta } of cost?.lines ?? []) {
    assert.equal(Math.round((was + delta) * 100), Math.round(is * 100));
  }
});

test('the delta of the whole is that of its lines, and of its totals', () => {
  const cost = change(['network.nat=per-az', 'services.store.desired=3']);
  assert.ok(cost);
  const cents = cost.lines.reduce((sum, { delta }) => sum + Math.round(delta * 100), 0);
  assert.equal(Math.round(cost.delta * 100), cents);
  assert.equal(Math.round((cost.after - cost.before) * 100), cents);
  assert.deepEqual(deltas(cost)?.[0], ['nat-gateways', 32.85]);
});

test('the other way round is the same with the other sign', () => {
  const set = ['network.nat=per-az'];
  const [there, back] = [change(set), change(set, { reversed: true })];
  assert.deepEqual(
    deltas(back),
    deltas(there)?.map(([id, delta]) => [id, -Number(delta)]),
  );
});

test('Spot takes the lines of On-Demand away', () => {
  assert.deepEqual(deltas(change(['services.store.capacity=FARGATE_SPOT'])), [
    ['fargate-cpu/store', -23.64],
    ['fargate-spot-cpu/store', 7.53],
    ['fargate-memory/store', -5.2],
    ['fargate-spot-memory/store', 1.66],
  ]);
});

test('what costs the same has no delta, and a laptop has no cost', () => {
  assert.equal(change(['logs.retentionDays=60']), undefined);
  assert.equal(change(['services.store.memory=2048'], { in: 'local' }), undefined);
});

test('a change into a Region without prices has no number and says why', () => {
  const cost = change(['region=eu-central-1', 'services.brain.secrets.API_TOKEN=null']);
  assert.deepEqual([cost?.prices, cost?.lines, cost?.delta], [undefined, [], 0]);
  assert.match(cost?.unpriced[0] ?? '', /none of eu-central-1/);
});
