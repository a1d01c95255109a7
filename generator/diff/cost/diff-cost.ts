import { estimateCost } from '../../cost/estimate-cost.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import type { Pair } from '../pair.ts';
import type { CostDelta } from '../report.ts';
import { compareCost } from './compare-cost.ts';

/** The change of cost; nothing where no line differs. What runs in AWS without prices is told as such. */
export function diffCost({ before, after }: Pair): CostDelta | undefined {
  if (after.manifest.target === 'local') return undefined;
  const delta = compareCost(estimateCost(before), estimateCost(after));
  return delta.prices && delta.lines.length === 0 ? undefined : delta;
}

/** What an environment adds that was not there. */
export function costOfNew(wiring: Wiring): CostDelta | undefined {
  if (wiring.manifest.target === 'local') return undefined;
  const estimate = estimateCost(wiring);
  return compareCost({ ...estimate, lines: [], total: 0 }, estimate);
}
