import type { Wiring } from '../wiring/wiring.ts';
import { type Charge, joinPriced } from './charge.ts';
import type { CostLine, Estimate } from './estimate.ts';
import { monthlyOf, sumOf } from './money.ts';
import { priceResources } from './price-resources.ts';
import { priceServices } from './price-services.ts';
import { PRICE_SOURCE, PRICED_REGIONS, type Price, pricesOf } from './prices.ts';
import { HOURS } from './usage.ts';

/** What an environment costs a month once all that its files say is deployed. */
export function estimateCost(wiring: Wiring): Estimate {
  const { region, target } = wiring.manifest;
  if (target === 'local') return withoutPrices(region, 'Nothing of it runs in AWS.');
  const priceOf = pricesOf(region);
  if (!priceOf) return withoutPrices(region, `There are prices of ${KNOWN}, none of ${region}.`);
  const found = joinPriced([priceServices(wiring), priceResources(wiring)]);
  const lines = found.charges.map((charge) => lineOf(charge, priceOf(charge.price)));
  const isUnsure = found.charges.some(({ price }) => !priceOf(price).isConfirmed);
  return {
    region,
    prices: PRICE_SOURCE,
    lines: lines.toSorted((a, b) => b.monthly - a.monthly || (a.id < b.id ? -1 : 1)),
    total: sumOf(lines.map(({ monthly }) => monthly)),
    assumptions: [...new Set([...GENERAL, ...found.assumptions, ...(isUnsure ? [UNSURE] : [])])],
    unpriced: [...new Set(found.unpriced)],
  };
}

const KNOWN = PRICED_REGIONS.join(', ');
const UNSURE = 'An unconfirmed price is one that no current source was found for in this Region.';
const GENERAL = [
  `A month has ${HOURS} hours, and everything runs at all of them.`,
  'No tax, no free tier, no discount.',
];

const withoutPrices = (region: string, why: string): Estimate => ({
  region,
  lines: [],
  total: 0,
  assumptions: [],
  unpriced: [why],
});

const lineOf = ({ id, item, quantity }: Charge, price: Price): CostLine => ({
  id,
  item: price.isConfirmed ? item : `${item} (unconfirmed price)`,
  quantity,
  unit: price.unit,
  unitPrice: price.dollars,
  monthly: monthlyOf(quantity, price.dollars),
});
