import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PRICE_KEYS, PRICED_REGIONS, pricesOf } from './prices.ts';

test('every price is above nothing in every Region, in whole millionths of a dollar', () => {
  for (const region of PRICED_REGIONS) {
    for (const key of PRICE_KEYS) {
      const { dollars = 0 } = pricesOf(region)?.(key) ?? {};
      const millionths = dollars * 1_000_000;
      assert.ok(dollars > 0, `${key} in ${region}`);
      assert.ok(Math.abs(millionths - Math.round(millionths)) < 1e-6, `${key} in ${region}`);
    }
  }
});

test('a Region has its own column', () => {
  const nat = PRICED_REGIONS.map((region) => pricesOf(region)?.('natGateway').dollars);
  assert.deepEqual(nat, [0.045, 0.045, 0.048, 0.062]);
});

test('Spot is a part of On-Demand, near what AWS published', () => {
  const price = pricesOf('us-east-1');
  assert.equal(price?.('fargateSpotCpu').dollars, 0.012889);
  assert.equal(price?.('fargateArmSpotCpu').dollars, 0.01031);
  assert.equal(pricesOf('eu-west-1')?.('fargateSpotCpu').dollars, 0.012241);
});

test('a price without a source in a Region is not confirmed there', () => {
  assert.equal(pricesOf('us-west-2')?.('fargateArmCpu').isConfirmed, false);
  assert.equal(pricesOf('us-east-1')?.('fargateArmCpu').isConfirmed, true);
});

test('a Region that is not in the table has no prices', () => {
  assert.equal(pricesOf('eu-central-1'), undefined);
  assert.equal(pricesOf(''), undefined);
});
