import type { Estimate } from '../../cost/estimate.ts';
import { sumOf } from '../../cost/money.ts';
import { matchBy } from '../pair.ts';
import type { CostDelta, CostLineDelta } from '../report.ts';

/** What a change adds to the cost of a month. Without prices on both sides there is no number. */
export function compareCost(before: Estimate, after: Estimate): CostDelta {
  const { region, prices } = after;
  if (!before.prices || !prices) {
    const unpriced = [
      ...new Set([before, after].flatMap((one) => (one.prices ? [] : one.unpriced))),
    ];
    return { region, before: 0, after: 0, delta: 0, lines: [], assumptions: [], unpriced };
  }
  return {
    region,
    prices,
    before: before.total,
    after: after.total,
    delta: sumOf([after.total, -before.total]),
    lines: compareLines(before, after),
    assumptions: after.assumptions,
    unpriced: after.unpriced,
  };
}

function compareLines(before: Estimate, after: Estimate): CostLineDelta[] {
  return matchBy(before.lines, after.lines, ({ id }) => id)
    .map(({ key, before: old, after: now }) => {
      const [was, is] = [old?.monthly ?? 0, now?.monthly ?? 0];
      const item = now?.item ?? old?.item ?? key;
      return { id: key, item, before: was, after: is, delta: sumOf([is, -was]) };
    })
    .filter(({ delta }) => delta !== 0)
    .toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || (a.id < b.id ? -1 : 1));
}
