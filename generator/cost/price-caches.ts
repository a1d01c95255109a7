import { fieldsOf } from '../render/plain-values.ts';
import type { Resource } from '../wiring/stack.ts';
import { count, hourlyCharge, type Priced } from './charge.ts';
import { USAGE } from './usage.ts';

/** Caches of ElastiCache Serverless, at the least that is billed. Only Valkey has a price here. */
export function priceCaches(all: readonly Resource[]): Priced {
  const valkey = all.filter(({ properties }) => properties.Engine === 'valkey');
  const others =
    valkey.length < all.length ? ['Serverless caches of other engines than Valkey.'] : [];
  if (valkey.length === 0) return { unpriced: others };
  const gb = valkey.reduce((sum, cache) => sum + gbAtLeast(cache), 0);
  return {
    charges: [
      hourlyCharge('valkey', `${count(valkey.length, 'Valkey cache')}, data`, gb, 'valkeyData'),
    ],
    assumptions: ['A Valkey cache holds no more than the least that is billed.'],
    unpriced: ['Requests to Valkey (ECPU).', ...others],
  };
}

function gbAtLeast({ properties }: Resource): number {
  const { Minimum } = fieldsOf(fieldsOf(properties.CacheUsageLimits).DataStorage);
  return Math.max(Number(Minimum) || 0, USAGE.valkeyGbAtLeast);
}
