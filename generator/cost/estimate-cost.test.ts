import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { makeChangesBase } from '../../test/support/change-cases.ts';
import { renderChecked } from '../bundle/render-checked.ts';
import { readWiring } from '../wiring/wiring.ts';
import { costSection } from './cost-section.ts';
import type { Estimate } from './estimate.ts';
import { estimateCost } from './estimate-cost.ts';
import { PRICED_REGIONS } from './prices.ts';

let base: string;
before(() => {
  base = makeChangesBase();
});
after(() => rmSync(base, { recursive: true, force: true }));

function estimate(environment: string, ...settings: string[]): Estimate {
  const [bundle] = renderChecked(base, [environment], { settings }).bundles;
  assert.ok(bundle);
  return estimateCost(readWiring(bundle));
}
const amount = ({ lines }: Estimate, id: string) => lines.find((line) => line.id === id)?.monthly;

/** 2 tasks of half a vCPU and a GB, on ARM: 730 vCPU-hours and 1,460 GB-hours; a NAT gateway. */
const BY_HAND = {
  'us-east-1': [23.64, 5.2, 32.85, 2.5],
  'us-west-2': [23.64, 5.2, 32.85, 2.5],
  'eu-west-1': [23.64, 5.2, 35.04, 2.85],
  'ap-northeast-1': [29.53, 6.45, 45.26, 3.8],
} as const;

for (const region of PRICED_REGIONS) {
  test(`an environment in ${region} costs what its prices say`, () => {
    const found = estimate('dev', `region=${region}`, 'services.brain.secrets.API_TOKEN=null');
    const ids = ['fargate-cpu/store', 'fargate-memory/store', 'nat-gateways', 'logs/store'];
    assert.deepEqual(
      ids.map((id) => amount(found, id)),
      BY_HAND[region],
    );
  });
}

test('a total is the sum of the lines that are shown, to the cent', () => {
  for (const name of ['dev', 'live', 'account']) {
    const { lines, total } = estimate(name);
    assert.ok(lines.length > 0);
    const cents = lines.reduce((sum, { monthly }) => sum + Math.round(monthly * 100), 0);
    assert.equal(Math.round(total * 100), cents);
    assert.equal(new Set(lines.map(({ id }) => id)).size, lines.length);
  }
});

test('Spot and the architecture have prices of their own', () => {
  const x86 = estimate('dev', 'services.store.architecture=X86_64');
  assert.equal(amount(x86, 'fargate-cpu/store'), 29.55);
  const onSpot = estimate('dev', 'services.store.capacity=FARGATE_SPOT');
  assert.equal(amount(onSpot, 'fargate-spot-cpu/store'), 7.53);
  assert.equal(amount(onSpot, 'fargate-cpu/store'), undefined);
  assert.ok(onSpot.assumptions.some((text) => text.includes('Spot')));
});

test('scaling counts the fewest tasks and says how many there may be', () => {
  const { lines, assumptions } = estimate('live');
  const line = lines.find(({ id }) => id === 'fargate-cpu/brain');
  assert.deepEqual([line?.quantity, line?.monthly], [730, 23.64]);
  assert.ok(assumptions.some((text) => text.includes('brain') && text.includes('6')));
});

test('Express Mode is paid for: its load balancer, its addresses and those of its tasks', () => {
  const found = estimate('dev');
  assert.equal(amount(found, 'express-balancers'), 16.43);
  assert.equal(amount(found, 'express-addresses'), 7.3);
  assert.equal(amount(found, 'task-addresses/front'), 3.65);
  assert.equal(amount(found, 'task-addresses/store'), undefined);
  assert.equal(amount(estimate('live'), 'express-balancers'), undefined);
});

test('a service without an image is counted, and that is said', () => {
  const { assumptions, ...found } = estimate('dev', 'services.store.image.digest=null');
  assert.equal(amount({ assumptions, ...found }, 'fargate-cpu/store'), 23.64);
  assert.ok(assumptions.some((text) => text.endsWith('ran: store.')));
});

test('another Region says so, and what runs on a laptop too', () => {
  const elsewhere = estimate('dev', 'region=eu-central-1', 'services.brain.secrets.API_TOKEN=null');
  for (const found of [elsewhere, estimate('local')]) {
    assert.deepEqual([found.prices, found.lines, found.total], [undefined, [], 0]);
    assert.equal(found.unpriced.length, 1);
  }
  assert.match(elsewhere.unpriced[0] ?? '', /none of eu-central-1/);
});

test('an unconfirmed price is told at its line and once below', () => {
  const { lines, assumptions } = estimate(
    'dev',
    'region=us-west-2',
    'services.brain.secrets.API_TOKEN=null',
  );
  const line = lines.find(({ id }) => id === 'fargate-cpu/store');
  assert.match(line?.item ?? '', /unconfirmed price/);
  assert.equal(assumptions.filter((text) => text.includes('unconfirmed')).length, 1);
  assert.doesNotMatch(JSON.stringify(estimate('dev')), /unconfirmed/);
});

test('the same files give the same estimate, and every type in them is known', () => {
  assert.deepEqual(estimate('live'), estimate('live'));
  for (const name of ['dev', 'live', 'account']) {
    assert.doesNotMatch(estimate(name).unpriced.join(), /price table/);
  }
});

test('the section for people has the total, five lines and the sum of the others', () => {
  const { lines, total, ...rest } = estimate('dev');
  const section = costSection({ lines, total, ...rest });
  const rows = section.filter((line) => /^\| .*\$/.test(line));
  assert.equal(rows.length, 6);
  const cents = rows.map((row) => Math.round(Number(/\$([\d.]+)/.exec(row)?.[1]) * 100));
  assert.equal(
    cents.reduce((sum, one) => sum + one, 0),
    Math.round(total * 100),
  );
  assert.ok(section.includes('</details>'));
});
